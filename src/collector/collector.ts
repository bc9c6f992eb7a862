import type { StoredDeadLetter } from "../checkpoint/dead-letter-store.ts";
import type { Issue } from "../config/issue.ts";
import type { RunSettings } from "../config/run-settings.ts";
import type { Settings } from "../config/settings.ts";
import type { HealthEvent } from "../health/health-event.ts";
import { whenAborted } from "../lib/clock.ts";
import type { StorageError } from "../lib/errors.ts";
import { PACKAGE_VERSION } from "../lib/package-info.ts";
import { Standing } from "../otlp/standing.ts";
import { Slots } from "../source/slots.ts";
import type { RunEnd } from "../source/source.ts";
import type { SourceChange } from "../source/source-change.ts";
import { Activity } from "./activity.ts";
import { CollectorHealth } from "./collector-health.ts";
import { type Connections, createConnections } from "./connections.ts";
import { createSource, type SharedParts } from "./create-source.ts";
import type { IdentifiedSource } from "./identified-source.ts";
import type { CollectorOptions } from "./options.ts";
import { createRecorder } from "./recorder.ts";
import { type RetryResult, retryDeadLetter } from "./retry-dead-letter.ts";
import { SourceSet } from "./source-set.ts";
import { type Incident, type Status, toIncidentStatus, toStatus } from "./status.ts";

/**
 * Builds a collector around one Asana client, one exporter and one store.
 *
 * @throws StorageError when the store cannot be read
 */
export function createCollector(options: CollectorOptions): Collector {
  return new Collector(options, createConnections(options));
}

/** The set of sources that run in this process, and their health. */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #connections: Connections;
  readonly #startedAt: number;
  readonly #health: CollectorHealth;
  readonly #sources: SourceSet;
  /** By the id of the source, of those of which something was acknowledged. */
  readonly #activities = new Map<number, Activity>();
  #phase: Status["phase"] = "starting";
  #settingsIssues: readonly Issue[];
  #sourceIssues: readonly Issue[] = [];

  constructor(options: CollectorOptions, connections: Connections) {
    const { settings, storage, clock } = options;
    this.#options = options;
    this.#connections = connections;
    this.#startedAt = clock.now();
    this.#settingsIssues = options.settingsIssues;
    const standing = new Standing({ clock, mostDeadPerHour: settings.deadLetters.perHour });
    this.#health = new CollectorHealth({ ...options, ...connections, standing, resource: settings.resource });
    const shared: SharedParts = {
      ...options,
      ...connections,
      standing,
      settings: storage.setAside === undefined ? settings : fromTheBeginning(settings),
      checkpoints: storage.checkpoints,
      // What was begun is read to its end, also when no slices are asked for any more.
      slots: new Slots(Math.max(1, settings.polling.backfill.streams)),
      resource: settings.resource,
      observe: (source, change) => {
        // What a source meets on its way out is nobody's problem any more.
        if (this.#sources.has(source.id)) this.#noteChange(source, change);
        options.observe(source.config.name, change);
      },
    };
    this.#sources = new SourceSet((source) => createSource(source, shared));
  }

  /** Everything that can be seen of it. */
  status(): Status {
    const { settings, clock, managedBy } = this.#options;
    return toStatus({
      version: PACKAGE_VERSION,
      now: clock.now(),
      startedAt: this.#startedAt,
      phase: this.#phase,
      collector: settings.collector,
      endpoint: this.#connections.endpointLabel,
      managedBy,
      sources: this.#sources.list(),
      incidents: this.#health.openIncidents,
      deadLetters: this.#health.deadLetters,
      activities: this.#activities,
    });
  }

  /**
   * The incidents of a source, or without `sourceId` the Collector's own: those that are open, the oldest first, and the
   * latest that are over, the last one to end first.
   */
  incidentsOf(sourceId: number | undefined): {
    readonly open: readonly Incident[];
    readonly closed: readonly Incident[];
  } {
    const { open, closed } = this.#health.incidentsOf(sourceId);
    return { open: open.map(toIncidentStatus), closed: closed.map(toIncidentStatus) };
  }

  /** The latest health events in Sumo Logic's JSON, the newest first. */
  healthEvents(): readonly HealthEvent[] {
    return this.#health.events();
  }

  /** The sources that run now. */
  get sources(): readonly IdentifiedSource[] {
    return this.#sources.sources;
  }

  /** A source by its id, also while it is being stopped. */
  find(id: number): IdentifiedSource | undefined {
    return this.#sources.find(id);
  }

  /** Makes the running sources match: starts, stops or runs anew only what differs. */
  apply(sources: readonly IdentifiedSource[]): void {
    this.#health.noteSources(sources);
    const ids = new Set(sources.map(({ id }) => id));
    for (const id of this.#activities.keys()) if (!ids.has(id)) this.#activities.delete(id);
    this.#sources.apply(sources);
  }

  /** Lets a source begin anew. Returns false when there is none. */
  restart(id: number): boolean {
    const identified = this.find(id);
    if (identified === undefined || !this.#sources.restart(id)) return false;
    this.#connections.asana.letThrough(identified.config.name);
    return true;
  }

  /** The events that the endpoint refuses by themselves, the oldest first. */
  deadLetters(): readonly StoredDeadLetter[] {
    return this.#options.storage.deadLetters.list();
  }

  /** Sends a dead letter again, which is none any more once it is accepted. */
  async retryDeadLetter(id: number): Promise<RetryResult> {
    const { storage, settings } = this.#options;
    const letter = storage.deadLetters.find(id);
    if (letter === undefined) return { kind: "unknown" };
    // Older letters do not say what their source was; it may be the same yet.
    const origin = letter.origin ?? this.#sources.find(letter.sourceId)?.config;
    if (origin === undefined) return { kind: "noSource", sourceName: letter.sourceName };
    const { workspaceID } = letter;
    const recorder = createRecorder({ ...origin, workspaceID }, settings, settings.resource);
    const result = await retryDeadLetter(letter, recorder, this.#connections.exporter);
    if (result.kind === "delivered") this.removeDeadLetter(id);
    return result;
  }

  /** Forgets a dead letter that was taken out. Returns false when there is none. */
  removeDeadLetter(id: number): boolean {
    const wasThere = this.#options.storage.deadLetters.remove(id);
    this.#health.noteDeadLetters();
    return wasThere;
  }

  /** Makes what was found in the sources' configuration a matter of health, in place of what was found before. */
  noteIssues(issues: readonly Issue[]): void {
    this.#sourceIssues = issues;
    this.#health.noteIssues(this.#sources.sources, [
      ...this.#settingsIssues,
      ...(this.#options.storageIssues ?? []),
      ...issues,
    ]);
  }

  /** The same for the settings. */
  noteSettingsIssues(issues: readonly Issue[]): void {
    this.#settingsIssues = issues;
    this.noteIssues(this.#sourceIssues);
  }

  /** Takes over what has changed in the settings of these names. Sources that failed on that side try again. */
  renew(next: Pick<RunSettings, "settings" | "certificates">, names: readonly string[]): void {
    const { asana, endpoint } = this.#connections.renew(next, names);
    this.#sources.restartFailed((errorType) => (errorType === "FirstPartyGeneric" ? endpoint : asana));
  }

  /** Makes our own store's trouble, or its end, a matter of health. */
  noteStorage(error: StorageError | undefined): void {
    this.#health.noteStorage(error);
  }

  /** Makes it a matter of health that our own metrics were refused, or are taken again. */
  noteMetrics(refusal: string | undefined): void {
    this.#health.noteMetrics(refusal);
  }

  /** Looks for what no source tells of itself, stores what health has seen, and sends what the endpoint has not got. */
  checkHealth(): Promise<void> {
    return this.#health.check(this.#sources.list());
  }

  /** Runs `sources` until `stop` aborts or, with `once`, until each has ended; by name, how. */
  async run(sources: readonly IdentifiedSource[], stop: AbortSignal): Promise<ReadonlyMap<string, RunEnd>> {
    this.apply(sources);
    this.#phase = "running";
    // They have their identities, so what an earlier process could not read or write is well again.
    this.noteStorage(undefined);
    const stopped = whenAborted(stop).then(() => {
      this.#phase = "stopping";
      this.#sources.stop();
    });
    const idle = this.#options.once ? this.#sources.ended() : stopped;
    await Promise.race([idle, stopped, this.#sources.broken]);
    const ends = await Promise.race([this.#sources.ended(), this.#sources.broken]);
    // A run that has come to its end may be followed by none for long, or by one that meets the same.
    if (!stop.aborted) await this.#health.keep();
    return ends;
  }

  /** Ends the connections; call it when `run` has ended, and before the storage is closed. */
  async close(): Promise<void> {
    const healthEnded = this.#health.close();
    await Promise.all([this.#connections.asana.close(), this.#connections.exporter.shutdown()]);
    await healthEnded;
  }

  #noteChange(source: IdentifiedSource, change: SourceChange): void {
    this.#health.noteChange(source, change);
    if (change.kind !== "page") return;
    const activity = this.#activities.get(source.id) ?? new Activity();
    this.#activities.set(source.id, activity);
    activity.note(this.#options.clock.now(), change.accepted, change.lagMs);
  }
}

/** Where nobody knows any more what was delivered, nothing may be passed over. */
function fromTheBeginning(settings: Settings): Settings {
  return { ...settings, polling: { ...settings.polling, startAt: { kind: "beginning" } } };
}
