import type { Cursor, PageCommit } from "../../src/checkpoint/store.ts";
import { type Counts, NO_COUNTS } from "../../src/lib/counts.ts";
import type { AsanaModel, ModelEvent, ServedPage } from "./asana-model.ts";
import type { EndpointObserver } from "./endpoint-model.ts";

/** What became of an event, at one time. */
interface Fate {
  readonly kind: "accepted" | "rejected" | "dead" | "filtered";
  /** In which life of the process. */
  readonly life: number;
  /** Whether the receiver was told. */
  readonly isKnown: boolean;
  isCommitted: boolean;
}

/** A law was broken. */
export class BrokenLaw extends Error {}

/** Writes down what becomes of every event, beside the receiver, and says when a law is broken. */
export class FateBook implements EndpointObserver {
  readonly #asana: AsanaModel;
  readonly #fates = new Map<string, Fate[]>();
  /** How many requests were taken when a record was last refused alone. */
  readonly #refusedAlone = new Map<string, number>();
  #taken = 0;
  #life = 0;
  #page: ServedPage = { events: [], isSweep: false };
  /** Where the first stream began: nothing before it is wanted. */
  #wantedFrom: number | undefined;
  #totals: Counts = NO_COUNTS;
  #excused: ReadonlySet<string> = new Set();
  #newestEventAt: number | undefined;
  #repeats = 0;
  #mostRepeats = 0;
  /** Whether this machine's clock was ever behind: then times tell less of what is known, and events may be repeated. */
  wasClockBehind = false;

  constructor(asana: AsanaModel) {
    this.#asana = asana;
  }

  /** What the checkpoint's totals must be. */
  get totals(): Counts {
    return this.#totals;
  }

  /** What the checkpoint's newest event must be, unless the clock is wrong. */
  get newestEventAt(): number | undefined {
    return this.#newestEventAt;
  }

  /** Events that were taken again, all of them explained. */
  get repeats(): number {
    return this.#repeats;
  }

  /** The last page that was read. */
  get page(): ServedPage {
    return this.#page;
  }

  hasFate({ gid }: ModelEvent): boolean {
    return this.#isSettled(gid);
  }

  isWanted({ createdAt }: ModelEvent): boolean {
    return createdAt >= (this.#wantedFrom ?? -Infinity);
  }

  /** These may come again without breaking a law. */
  excuse(events: readonly ModelEvent[]): void {
    this.#excused = new Set([...this.#excused, ...events.map(({ gid }) => gid)]);
  }

  onPage(page: ServedPage): void {
    this.#page = page;
  }

  /** The process ends, and what it had not committed is not known any more. */
  onCrash(): void {
    this.#mostRepeats += this.#openFates().length;
    this.#life += 1;
    this.#page = { events: [], isSweep: false };
  }

  onSend(gids: readonly string[]): void {
    for (const gid of gids) {
      if (this.#asana.isUnwanted(gid)) broken(`${gid} is sent although the filters leave it out`);
      const before = this.#of(gid);
      const isKnown = before.some(
        ({ isCommitted, isKnown: told, life }) => isCommitted || (told && life === this.#life),
      );
      if (isKnown && !this.#isExcused(gid)) broken(`${gid} is sent again although its fate is known`);
    }
  }

  onTaken(gids: readonly string[], isKnown: boolean): void {
    this.#taken += 1;
    if (!isKnown) this.#mostRepeats += gids.length;
    const again = gids.filter(
      (gid) => !this.#isExcused(gid) && this.#of(gid).some(({ kind }) => kind === "accepted"),
    );
    this.#repeats += again.length;
    this.#add(gids, "accepted", isKnown);
  }

  onRejected(gids: readonly string[]): void {
    this.#add(gids, "rejected", true);
  }

  onRefused(gids: readonly string[]): void {
    const [gid] = gids;
    if (gids.length === 1 && gid !== undefined) this.#refusedAlone.set(gid, this.#taken);
  }

  /** A stream begins. */
  onBegin(cursor: Cursor): void {
    this.#wantedFrom ??= cursor.startAt ?? Number.NEGATIVE_INFINITY;
    this.#checkNothingPassedOver(cursor);
  }

  /** A commit is durable. */
  onCommit({ cursor, deadLetters, gids, counts }: PageCommit): void {
    const served = this.#page.events.map(({ gid }) => gid);
    for (const { gid } of deadLetters) {
      if (gid === undefined || !this.#refusedAlone.has(gid))
        broken(`${gid} is dead without a refusal of its own`);
      if (this.#taken === 0) broken(`${gid} is dead although nothing was ever taken`);
      this.#add([gid], "dead", true);
    }
    if (counts.pages === 0 && gids.length < served.length) {
      this.#onPart(cursor, served, gids);
      return;
    }
    if (served.join() !== gids.join()) broken(`the commit is of ${gids}, the page was ${served}`);
    this.#add(this.#leftOut(served, counts.filtered), "filtered", true);
    const settled = this.#openFates();
    for (const gid of served) {
      const fates = this.#of(gid).filter((fate) => fate.isCommitted || settled.includes(fate));
      if (fates.length === 0) broken(`the checkpoint passes ${gid}, which has no fate`);
      if (fates.length > 1 && !this.#isExcused(gid)) broken(`${gid} has ${fates.length} fates`);
    }
    this.#count(settled, served.length, served.length > 0 ? 1 : 0);
    for (const fate of settled) fate.isCommitted = true;
    for (const { createdAt } of this.#page.events) {
      this.#newestEventAt = Math.max(createdAt, this.#newestEventAt ?? createdAt);
    }
    if (counts.deadLettered !== deadLetters.length) broken("dead letters are counted wrongly");
    this.#checkNothingPassedOver(cursor);
  }

  /** A part of the page is kept: the rest is held, and all of it is read again. */
  #onPart(cursor: Cursor, served: readonly string[], gids: readonly string[]): void {
    const open = this.#openFates();
    for (const gid of gids) {
      if (!served.includes(gid)) broken(`${gid} is kept, and the page was ${served}`);
      if (!this.#of(gid).some((fate) => open.includes(fate))) broken(`${gid} is kept without a fate`);
    }
    this.#count(open, open.length, 0);
    for (const fate of open) fate.isCommitted = true;
    const oldest = Math.min(...this.#page.events.map(({ createdAt }) => createdAt));
    this.#newestEventAt = Math.max(oldest, this.#newestEventAt ?? oldest);
    this.#checkNothingPassedOver(cursor);
  }

  /** What is repeated is explained by a crash or a lost answer: at most the page that was on its way. */
  checkRepeats(): void {
    if (this.#repeats > this.#mostRepeats && !this.wasClockBehind) {
      broken(`${this.#repeats} events were sent again, ${this.#mostRepeats} can be explained`);
    }
  }

  /** This fate has no sign but the commit itself; who is excused may have it again. */
  #leftOut(served: readonly string[], told: number): readonly string[] {
    const unwanted = served.filter((gid) => this.#asana.isUnwanted(gid));
    const first = unwanted.filter((gid) => !this.#isSettled(gid));
    const again = unwanted.filter((gid) => this.#isSettled(gid) && this.#isExcused(gid));
    return [...first, ...again.slice(0, Math.max(0, told - first.length))];
  }

  #count(settled: readonly Fate[], servedCount: number, more: number): void {
    const count = (kind: Fate["kind"]): number => settled.filter((fate) => fate.kind === kind).length;
    const { pages, accepted, rejected, duplicates, filtered, deadLettered } = this.#totals;
    this.#totals = {
      pages: pages + more,
      accepted: accepted + count("accepted"),
      rejected: rejected + count("rejected"),
      // That a sweep meets what is known is its nature.
      duplicates: duplicates + (this.#page.isSweep ? 0 : servedCount - settled.length),
      filtered: filtered + count("filtered"),
      deadLettered: deadLettered + count("dead"),
    };
  }

  #checkNothingPassedOver(cursor: Cursor): void {
    for (const event of this.#asana.events) {
      const isExempt = this.#asana.isGone(event) || this.#asana.isLate(event) || !this.isWanted(event);
      if (!isExempt && this.#asana.isBefore(event, cursor) && !this.hasFate(event)) {
        broken(`${event.gid} is before the checkpoint, and has no fate`);
      }
    }
  }

  /** Fates of the page on its way that the receiver knows. */
  #openFates(): Fate[] {
    return [...this.#fates.values()]
      .flat()
      .filter(({ isCommitted, isKnown, life }) => !isCommitted && isKnown && life === this.#life);
  }

  #isExcused(gid: string): boolean {
    return this.wasClockBehind || this.#excused.has(gid);
  }

  #add(gids: readonly string[], kind: Fate["kind"], isKnown: boolean): void {
    for (const gid of gids) {
      this.#fates.set(gid, [...this.#of(gid), { kind, life: this.#life, isKnown, isCommitted: false }]);
    }
  }

  #isSettled(gid: string): boolean {
    return this.#of(gid).some(({ isCommitted }) => isCommitted);
  }

  #of(gid: string): readonly Fate[] {
    return this.#fates.get(gid) ?? [];
  }
}

function broken(law: string): never {
  throw new BrokenLaw(law);
}
