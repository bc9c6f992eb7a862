import type { Issue } from "../config/issue.ts";
import type { Settings } from "../config/settings.ts";
import { Health } from "../health/health.ts";
import { type HealthEvent, toHealthEvents } from "../health/health-event.ts";
import type { Incident, Resource } from "../health/incident.ts";
import type { Clock } from "../lib/clock.ts";
import { StorageError } from "../lib/errors.ts";
import type { Exporter } from "../otlp/exporter.ts";
import type { Standing } from "../otlp/standing.ts";
import { storageFailure } from "../source/failure.ts";
import type { SourceChange } from "../source/source-change.ts";
import { noteIssues, noteSourceCount } from "./config-health.ts";
import { createHealthExport } from "./health-export.ts";
import { type IdentifiedSource, toResource } from "./identified-source.ts";
import { checkProgress, noteChange } from "./source-health.ts";
import type { RunningSource } from "./source-set.ts";
import type { Storage } from "./storage.ts";

/** What a collector's health needs. */
export interface CollectorHealthDeps {
  readonly settings: Pick<Settings, "health" | "collector" | "batch">;
  readonly storage: Pick<Storage, "incidents" | "deadLetters" | "setAside">;
  readonly clock: Clock;
  readonly redact: (text: string) => string;
  readonly exporter: Pick<Exporter, "send">;
  readonly standing: Standing;
  /** Attributes that the records of all sources share. */
  readonly resource: Readonly<Record<string, string>>;
}

/** Turns what happens to sources, configuration and storage into incidents; stores them and sends their events. */
export class CollectorHealth {
  readonly #deps: CollectorHealthDeps;
  readonly #identity: Resource;
  readonly #health: Health;
  readonly #export: () => Promise<void>;
  #deadLetters: ReadonlyMap<number, number> = new Map();
  #keepsSoon = false;
  #isClosed = false;

  /** @throws StorageError when the incidents cannot be read */
  constructor(deps: CollectorHealthDeps) {
    const { settings, storage, clock, redact, exporter, standing, resource } = deps;
    this.#deps = deps;
    this.#identity = { type: "CollectorResource", ...settings.collector };
    this.#health = new Health({
      store: storage.incidents,
      clock,
      redact,
      onChange: () => this.#keepSoon(),
    });
    const { batch } = settings;
    const identity = { health: this.#health, collector: this.#identity };
    const exported = { ...identity, exporter, standing, batch, resource, clock };
    this.#export = createHealthExport({ ...exported, isClosed: () => this.#isClosed });
    if (storage.setAside !== undefined) this.#noteDamage(storage.setAside);
    this.noteDeadLetters();
  }

  get openIncidents(): readonly Incident[] {
    return this.#health.open;
  }

  /** How many dead letters each source has, by its id, as it was last read; without those that have none. */
  get deadLetters(): ReadonlyMap<number, number> {
    return this.#deadLetters;
  }

  /** The incidents of a source, or without one the Collector's own: the oldest first, and the last one to end first. */
  incidentsOf(sourceId: number | undefined): Readonly<Record<"open" | "closed", readonly Incident[]>> {
    const isOf = ({ resource: { type, id } }: Incident): boolean =>
      (type === "SourceResource" ? id : undefined) === sourceId;
    return { open: this.#health.open.filter(isOf), closed: this.#health.closed.filter(isOf) };
  }

  /** The latest health events in Sumo Logic's JSON, the newest first. */
  events(): readonly HealthEvent[] {
    return [...this.#health.closed, ...this.#health.open]
      .flatMap((incident) => toHealthEvents(incident, this.#identity))
      .sort((a, b) => (a.eventTime < b.eventTime ? 1 : -1));
  }

  noteChange(source: IdentifiedSource, change: SourceChange): void {
    noteChange(this.#health, toResource(source), change);
    if (change.kind === "warning" && change.about === "dead") this.noteDeadLetters();
  }

  /** These are all sources from now on. */
  noteSources(sources: readonly IdentifiedSource[]): void {
    this.#health.retain(this.#identity.id, new Set(sources.map(({ id }) => id)));
    noteSourceCount(this.#health, this.#identity, sources.length);
  }

  /** These are all findings from now on. */
  noteIssues(sources: readonly IdentifiedSource[], issues: readonly Issue[]): void {
    noteIssues(this.#health, this.#identity, sources, issues);
  }

  /** Our own store is in trouble, or not any more. */
  noteStorage(error: StorageError | undefined): void {
    if (error === undefined) {
      this.#health.clear(this.#identity, "FirstPartyGenericError");
      return;
    }
    const { message, hint } = storageFailure(error);
    this.#health.raise(this.#identity, "FirstPartyGenericError", { reason: message, hint });
  }

  /** Our own metrics were refused, or are taken again. */
  noteMetrics(refusal: string | undefined): void {
    if (refusal === undefined) {
      this.#health.clear(this.#identity, "MetricsExportWarning");
      return;
    }
    const hint =
      "Check metrics.endpoint, metrics.headers and that it takes metrics. Events are not concerned; /metrics is served all the same.";
    this.#health.raise(this.#identity, "MetricsExportWarning", { reason: refusal, hint });
  }

  /** Counts the dead letters anew, and ends the warnings of sources that have none any more. */
  noteDeadLetters(): void {
    try {
      this.#deadLetters = this.#deps.storage.deadLetters.counts();
      for (const { resource, trackerId } of this.#health.open) {
        const isOver = trackerId === "DeadLettersWarning" && !this.#deadLetters.has(resource.id);
        if (isOver) this.#health.clear(resource, trackerId);
      }
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.noteStorage(error);
    }
  }

  /** Looks for what nobody tells: sources that are behind or silent, and problems that are over. */
  async check(sources: readonly RunningSource[]): Promise<void> {
    const limits = { ...this.#deps.settings.health, now: this.#deps.clock.now() };
    for (const { identified, snapshot } of sources) {
      checkProgress(this.#health, toResource(identified), snapshot, limits);
    }
    this.noteDeadLetters();
    this.#health.endQuiet();
    await this.keep();
  }

  /** Stores what is not stored yet, and sends what the endpoint has not got. */
  async keep(): Promise<void> {
    this.#health.flush();
    if (this.#deps.settings.health.isExported) await this.#export();
  }

  /** Sends nothing more; resolves when what was under way is noted, or the next process would send it again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#export();
    this.#health.flush();
  }

  #noteDamage(setAside: string): void {
    const reason = `The stored state was damaged, and is in ${setAside} now; each log is read from its beginning`;
    const hint =
      "Events of up to 90 days may come a second time. Sources made through the API, and dead letters, are in that file only. Move it out of the folder when it is of no use any more: until then, new sources begin with the oldest event.";
    this.#health.raise(this.#identity, "StateLostError", { reason, hint });
  }

  /** Lets the many changes of one moment become one transaction and one request. */
  #keepSoon(): void {
    if (this.#keepsSoon) return;
    this.#keepsSoon = true;
    setImmediate(() => {
      this.#keepsSoon = false;
      void this.keep();
    });
  }
}
