import { randomUUID } from "node:crypto";
import type { Clock } from "../lib/clock.ts";
import { StorageError } from "../lib/errors.ts";
import type { Finding, Incident, Resource } from "./incident.ts";
import { type IncidentStore, MOST_CLOSED } from "./incident-store.ts";
import { quietMsOf, type TrackerId } from "./tracker.ts";

/** What health needs of the world. */
export interface HealthDeps {
  readonly store: IncidentStore;
  readonly clock: Pick<Clock, "now">;
  /** The last gate before a text is kept. */
  readonly redact: (text: string) => string;
  /** Called when an incident was opened or closed, and is not stored yet. */
  readonly onChange: () => void;
}

/**
 * The problems of all sources and of the Collector. A problem opens one incident, is counted while it repeats, and
 * closes it when it is over.
 */
export class Health {
  readonly #deps: HealthDeps;
  readonly #open = new Map<string, Incident>();
  /** The latest that are over by their own identity, the last one to end at the end. */
  readonly #closed = new Map<string, Incident>();
  /** Those whose present form is not stored yet, by their own identity. */
  readonly #unsaved = new Map<string, Incident>();

  /** @throws StorageError when the store cannot be read */
  constructor(deps: HealthDeps) {
    this.#deps = deps;
    for (const incident of deps.store.load().toSorted((a, b) => (a.closedAt ?? 0) - (b.closedAt ?? 0))) {
      if (incident.closedAt === undefined) this.#open.set(keyOf(incident), incident);
      else this.#closed.set(incident.openedEventId, incident);
    }
  }

  /** All open incidents, the oldest first. */
  get open(): readonly Incident[] {
    return [...this.#open.values()];
  }

  /** The latest that are over, the last one to end first. */
  get closed(): readonly Incident[] {
    return [...this.#closed.values()].reverse();
  }

  /** Says that something is wrong; again and again while it is. */
  raise(resource: Resource, trackerId: TrackerId, finding: Finding, part = ""): void {
    const at = this.#deps.clock.now();
    const words = this.#redacted(finding);
    const known = this.#open.get(keyOf({ resource, trackerId, part }));
    if (known !== undefined) {
      this.#keep({ ...known, ...words, resource, lastAt: at, count: known.count + 1 });
      return;
    }
    this.#keep({
      openedEventId: randomUUID(),
      closedEventId: undefined,
      resource,
      trackerId,
      part,
      ...words,
      openedAt: at,
      lastAt: at,
      count: 1,
      closedAt: undefined,
      exported: "none",
    });
    this.#deps.onChange();
  }

  /**
   * Says that something is still so, whenever somebody looks: that opens an incident, but does not count it. It is stored
   * anew only when there are other words for it.
   */
  sustain(resource: Resource, trackerId: TrackerId, finding: Finding): void {
    const key = keyOf({ resource, trackerId, part: "" });
    const known = this.#open.get(key);
    if (known === undefined) {
      this.raise(resource, trackerId, finding);
      return;
    }
    const seen = { ...known, ...this.#redacted(finding), resource, lastAt: this.#deps.clock.now() };
    if (seen.reason === known.reason && seen.hint === known.hint) this.#open.set(key, seen);
    else this.#keep(seen);
  }

  /** Says that it is over; most often it never was. */
  clear(resource: Resource, trackerId: TrackerId, part = ""): void {
    const known = this.#open.get(keyOf({ resource, trackerId, part }));
    if (known !== undefined) this.#end([known]);
  }

  /** Ends what is open at a collector of another id, and at sources that are not among these any more. */
  retain(collectorId: number, sourceIds: ReadonlySet<number>): void {
    const isKept = ({ type, id }: Resource): boolean =>
      type === "SourceResource" ? sourceIds.has(id) : id === collectorId;
    this.#end(this.open.filter(({ resource }) => !isKept(resource)));
  }

  /** Ends what was not seen for as long as its tracker says. */
  endQuiet(): void {
    const now = this.#deps.clock.now();
    this.#end(
      this.open.filter(({ trackerId, lastAt }) => {
        const quietMs = quietMsOf(trackerId);
        return quietMs !== undefined && now - lastAt >= quietMs;
      }),
    );
  }

  /** Those with health events that the endpoint does not have yet, the oldest first. */
  get unexported(): readonly Incident[] {
    const behind = ({ exported, closedAt }: Incident): boolean =>
      exported === "none" || (closedAt !== undefined && exported !== "closed");
    return [...this.#closed.values(), ...this.#open.values()].filter(behind);
  }

  /** Notes that the endpoint has all health events of these incidents, as they were given out. */
  markExported(incidents: readonly Incident[]): void {
    for (const given of incidents) {
      const { openedEventId, closedAt } = given;
      const exported = closedAt === undefined ? "opened" : "closed";
      const open = this.#open.get(keyOf(given));
      if (open?.openedEventId === openedEventId) this.#keep({ ...open, exported });
      const closed = this.#closed.get(openedEventId);
      if (closed !== undefined) this.#keepClosed({ ...closed, exported });
    }
    this.flush();
  }

  /** Stores what has changed. */
  flush(): void {
    if (this.#unsaved.size === 0) return;
    try {
      this.#deps.store.save([...this.#unsaved.values()]);
      this.#unsaved.clear();
    } catch (error) {
      // A store in trouble is told by the sources, as FirstPartyGenericError; what is unsaved here stays so until the
      // next time.
      if (!(error instanceof StorageError)) throw error;
    }
  }

  #redacted({ reason, hint }: Finding): Finding {
    return { reason: this.#deps.redact(reason), hint: this.#deps.redact(hint) };
  }

  #keep(incident: Incident): void {
    this.#open.set(keyOf(incident), incident);
    this.#unsaved.set(incident.openedEventId, incident);
  }

  #end(incidents: readonly Incident[]): void {
    if (incidents.length === 0) return;
    const closedAt = this.#deps.clock.now();
    for (const incident of incidents) {
      const closed = { ...incident, closedAt, closedEventId: randomUUID() };
      this.#open.delete(keyOf(incident));
      this.#keepClosed(closed);
    }
    for (const id of this.#closed.keys()) if (this.#closed.size > MOST_CLOSED) this.#closed.delete(id);
    this.#deps.onChange();
  }

  #keepClosed(incident: Incident): void {
    this.#closed.set(incident.openedEventId, incident);
    this.#unsaved.set(incident.openedEventId, incident);
  }
}

function keyOf({ resource, trackerId, part }: Pick<Incident, "resource" | "trackerId" | "part">): string {
  return JSON.stringify([resource.type, resource.id, trackerId, part]);
}
