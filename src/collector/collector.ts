import { randomUUID } from "node:crypto";
import { type AsanaClient, createAsanaClient } from "../asana/client.ts";
import type { Issue } from "../config/issue.ts";
import type { Settings } from "../config/settings.ts";
import { Health } from "../health/health.ts";
import { type HealthEvent, toHealthEvents } from "../health/health-event.ts";
import type { Resource } from "../health/incident.ts";
import { whenAborted } from "../lib/clock.ts";
import { StorageError } from "../lib/errors.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import { createExporter, type Exporter } from "../otlp/exporter.ts";
import { storageFailure } from "../source/failure.ts";
import type { RunEnd } from "../source/source.ts";
import { noteIssues, noteSourceCount } from "./config-health.ts";
import { createSource, type SharedParts } from "./create-source.ts";
import { createHealthExport } from "./health-export.ts";
import { type IdentifiedSource, toResource } from "./identified-source.ts";
import type { CollectorOptions } from "./options.ts";
import { checkProgress, noteChange } from "./source-health.ts";
import { SourceSet } from "./source-set.ts";
import { type Status, toStatus } from "./status.ts";

/** The connections that all sources share. */
interface Connections {
  readonly asana: AsanaClient;
  readonly exporter: Exporter;
}

/**
 * Builds a collector around one Asana client, one exporter and one store.
 *
 * @throws ConfigError when the endpoint's TLS files cannot be used, StorageError when the store cannot be read
 */
export async function createCollector(options: CollectorOptions): Promise<Collector> {
  const { settings, clock } = options;
  const userAgent = `${PACKAGE_NAME}/${PACKAGE_VERSION}`;
  const { url, timeoutMs } = settings.asana;
  const exporter = await createExporter({ ...settings.endpoint, userAgent });
  const asana = createAsanaClient({ url, timeoutMs, userAgent, clock });
  return new Collector(options, { asana, exporter });
}

/** The set of sources that run in this process, and their health. */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #connections: Connections;
  readonly #identity: Resource;
  readonly #startedAt: number;
  readonly #health: Health;
  readonly #exportHealth: () => Promise<void>;
  readonly #sources: SourceSet;
  #keepsHealthSoon = false;
  #isClosed = false;

  constructor(options: CollectorOptions, connections: Connections) {
    const { settings, storage, clock, redact } = options;
    const { exporter } = connections;
    const resource = { "service.instance.id": randomUUID(), ...settings.resource };
    this.#options = options;
    this.#connections = connections;
    this.#identity = { type: "CollectorResource", ...settings.collector };
    this.#startedAt = clock.now();
    const onChange = (): void => this.#keepHealthSoon();
    this.#health = new Health({ store: storage.incidents, clock, redact, onChange });
    const exported = { health: this.#health, collector: this.#identity, exporter, resource, clock };
    this.#exportHealth = createHealthExport({ ...exported, isClosed: () => this.#isClosed });
    const observe: SharedParts["observe"] = (source, change) => {
      // What a source meets on its way out is nobody's problem any more.
      if (this.#sources.has(source.id)) noteChange(this.#health, toResource(source), change);
      options.observe(source.config.name, change);
    };
    const shared = {
      ...options,
      ...connections,
      settings: storage.setAside === undefined ? settings : fromTheBeginning(settings),
      checkpoints: storage.checkpoints,
      resource,
      observe,
    };
    this.#sources = new SourceSet((source) => createSource(source, shared));
    if (storage.setAside !== undefined) this.#noteDamage(storage.setAside);
  }

  /** Everything that can be seen of it. */
  status(): Status {
    const { settings, clock, managedBy } = this.#options;
    return toStatus({
      version: PACKAGE_VERSION,
      now: clock.now(),
      startedAt: this.#startedAt,
      collector: settings.collector,
      endpoint: settings.endpoint.label,
      managedBy,
      sources: this.#sources.list(),
      incidents: this.#health.open,
    });
  }

  /** The latest health events in Sumo Logic's JSON, the newest first. */
  healthEvents(): readonly HealthEvent[] {
    return [...this.#health.closed, ...this.#health.open]
      .flatMap((incident) => toHealthEvents(incident, this.#identity))
      .sort((a, b) => (a.eventTime < b.eventTime ? 1 : -1));
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
    this.#health.retainSources(new Set(sources.map(({ id }) => id)));
    noteSourceCount(this.#health, this.#identity, sources.length);
    this.#sources.apply(sources);
  }

  /** Lets a source begin anew. Returns false when there is none. */
  restart(id: number): boolean {
    return this.#sources.restart(id);
  }

  /** Makes what was found in the sources' configuration a matter of health, in place of what was found before. */
  noteIssues(issues: readonly Issue[]): void {
    const all = [...this.#options.settingsIssues, ...issues];
    noteIssues(this.#health, this.#identity, this.#sources.sources, all);
  }

  /** Makes our own store's trouble, or its end, a matter of health. */
  noteStorage(error: StorageError | undefined): void {
    if (error === undefined) {
      this.#health.clear(this.#identity, "FirstPartyGenericError");
      return;
    }
    const { message, hint } = storageFailure(error);
    this.#health.raise(this.#identity, "FirstPartyGenericError", { reason: message, hint });
  }

  /** Looks for what no source tells of itself, stores what health has seen, and sends what the endpoint has not got. */
  async checkHealth(): Promise<void> {
    const limits = { ...this.#options.settings.health, now: this.#options.clock.now() };
    for (const { identified, snapshot } of this.#sources.list()) {
      checkProgress(this.#health, toResource(identified), snapshot, limits);
    }
    try {
      this.#noteDeadLetters();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.noteStorage(error);
    }
    this.#health.endQuiet();
    await this.#keepHealth();
  }

  /** Runs `sources` until `stop` aborts or, with `once`, until each has ended; by name, how. */
  async run(sources: readonly IdentifiedSource[], stop: AbortSignal): Promise<ReadonlyMap<string, RunEnd>> {
    this.apply(sources);
    // They have their identities, so what an earlier process could not read or write is well again.
    this.noteStorage(undefined);
    const stopped = whenAborted(stop).then(() => this.#sources.stop());
    const idle = this.#options.once ? this.#sources.ended() : stopped;
    await Promise.race([idle, stopped, this.#sources.broken]);
    const ends = await Promise.race([this.#sources.ended(), this.#sources.broken]);
    // A run that has come to its end may be followed by none for long, or by one that meets the same.
    if (!stop.aborted) await this.#keepHealth();
    return ends;
  }

  /** Ends the connections; call it when `run` has ended, and before the storage is closed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([this.#connections.asana.close(), this.#connections.exporter.shutdown()]);
    // An export that was under way has yet to note what the endpoint took, or the next process would send it again.
    await this.#exportHealth();
    this.#health.flush();
  }

  #noteDeadLetters(): void {
    const owners = this.#options.storage.deadLetters.owners();
    for (const { resource, trackerId } of this.#health.open) {
      if (trackerId === "DeadLettersWarning" && !owners.has(resource.id))
        this.#health.clear(resource, trackerId);
    }
  }

  #noteDamage(setAside: string): void {
    const reason = `The stored state was damaged, and is in ${setAside} now; each log is read from its beginning`;
    const hint =
      "Events of up to 90 days may come a second time. Sources made through the API, and dead letters, are in that file only.";
    this.#health.raise(this.#identity, "StateLostError", { reason, hint });
  }

  /** Lets the many changes of one moment become one transaction and one request. */
  #keepHealthSoon(): void {
    if (this.#keepsHealthSoon) return;
    this.#keepsHealthSoon = true;
    setImmediate(() => {
      this.#keepsHealthSoon = false;
      void this.#keepHealth();
    });
  }

  async #keepHealth(): Promise<void> {
    this.#health.flush();
    if (this.#options.settings.health.isExported) await this.#exportHealth();
  }
}

/** Where nobody knows any more what was delivered, nothing may be passed over. */
function fromTheBeginning(settings: Settings): Settings {
  return { ...settings, polling: { ...settings.polling, startAt: { kind: "beginning" } } };
}
