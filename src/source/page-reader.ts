import type { Page } from "./page-in-flight.ts";
import type { FetchResult } from "./ports.ts";
import type { Position, StreamPorts } from "./source-ports.ts";

/** A page that was asked for before its turn. */
interface Ahead {
  readonly position: Position;
  /** Whose end is the request's end, too. */
  readonly signal: AbortSignal;
  readonly result: Promise<FetchResult>;
  /** Ends the request, if it is still under way. */
  end(): void;
}

/** Reads pages and, while one is delivered, the next one: never more than that. What goes wrong waits for its turn. */
export class PageReader {
  readonly #fetchPage: StreamPorts["fetchPage"];
  #ahead: Ahead | undefined;

  constructor({ fetchPage }: Pick<StreamPorts, "fetchPage">) {
    this.#fetchPage = fetchPage;
  }

  /** The page at `position`, which may have been read ahead. An answer for another position or signal is dropped. */
  read(position: Position, signal: AbortSignal): Promise<FetchResult> {
    const ahead = this.#ahead;
    if (ahead?.signal === signal && isSame(ahead.position, position)) {
      this.#ahead = undefined;
      return ahead.result;
    }
    this.drop();
    return this.#fetchPage(position, signal);
  }

  /** The page that will be read next. Reading it takes this very answer. */
  peek(position: Position, signal: AbortSignal): Promise<FetchResult> {
    this.readAhead(position, signal);
    return this.#ahead?.result ?? this.#fetchPage(position, signal);
  }

  /** Asks for the page that will be read next, in place of any other. */
  readAhead(position: Position, signal: AbortSignal): void {
    this.drop();
    const controller = new AbortController();
    const end = (): void => controller.abort();
    // Not AbortSignal.any: a long-lived signal would hold on to every request that was made with it.
    signal.addEventListener("abort", end, { once: true });
    const result = this.#fetchPage(position, controller.signal).finally(() =>
      signal.removeEventListener("abort", end),
    );
    this.#ahead = { position, signal, result, end };
  }

  /** Asks for the page behind another one, where there is likely to be one. */
  readBehind({ events, offset }: Page, position: Position, signal: AbortSignal): void {
    if (events.length === 0 || offset === undefined || offset === position.offset) return;
    this.readAhead({ ...position, offset }, signal);
  }

  /** Forgets what was read ahead: while a page cannot be delivered, no other one is held. */
  drop(): void {
    this.#ahead?.end();
    this.#ahead = undefined;
  }
}

function isSame(a: Position, b: Position): boolean {
  const isSamePart = a.startAt === b.startAt && a.endAt === b.endAt;
  return isSamePart && a.offset === b.offset && a.limit === b.limit;
}
