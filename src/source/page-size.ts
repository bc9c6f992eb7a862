import type { AsanaFailureKind } from "./ports.ts";

/** Failures that a smaller page might not have. */
const MAY_BE_TOO_LARGE: ReadonlySet<AsanaFailureKind> = new Set(["serverError", "timeout", "unreadable"]);

/** With this many failures in a row, a smaller page is tried as well. */
const MIN_FAILURES = 2;

/** After this many smaller pages with new events, full pages are asked for again. */
const PAGES_UNTIL_FULL = 10;

/** How many events a page is asked for: fewer where Asana cannot make a full page. */
export class PageSize {
  readonly #full: number;
  #adopted: number;
  /** A smaller size that has not brought a page yet. */
  #trial: number | undefined;
  #failures = 0;
  #pages = 0;

  /** @param full the size of the settings */
  constructor(full: number) {
    this.#full = full;
    this.#adopted = full;
  }

  /** Of the next page. */
  get limit(): number {
    return this.#trial ?? this.#adopted;
  }

  /** After the smallest page the stream's own size is tried again. */
  onFailure(kind: AsanaFailureKind): void {
    if (!MAY_BE_TOO_LARGE.has(kind)) return;
    this.#failures += 1;
    const trial = Math.floor(this.#adopted / 2 ** (this.#failures - MIN_FAILURES + 1));
    if (trial === 0) this.#failures = 0;
    this.#trial = this.#failures < MIN_FAILURES ? undefined : trial;
  }

  onPage(hasNew: boolean): void {
    this.#failures = 0;
    if (this.#trial !== undefined) {
      this.#adopted = this.#trial;
      this.#trial = undefined;
      this.#pages = 0;
    }
    if (hasNew) this.#pages += 1;
    if (this.#pages > PAGES_UNTIL_FULL) this.#adopted = this.#full;
  }
}
