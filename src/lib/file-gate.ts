import { dirname } from "node:path";
import type { Clock } from "./clock.ts";

/** What an operation on a file comes to that did not end in time. It still holds its thread. */
export const OVERDUE = Symbol("overdue");

/** Four threads serve files, gzip and DNS alike: what hangs may hold two of them. */
const MOST_AT_ONCE = 2;

const TICK_MS = 1000;

const NEVER = new AbortController().signal;

/** An operation under way. */
interface Running {
  /** In ticks: a timer for each operation would cost more than the operation. */
  age: number;
  readonly giveUp: () => void;
}

/** Takes a turn, or hears that there will be none. */
type Waiting = (isTurn: boolean) => void;

/**
 * Lets operations on files run, few at a time. Node cannot cancel an operation on a network share that hangs, and the
 * operation holds one of the process's few threads until the share answers. So operations in one folder run one after
 * the other: a share that hangs costs one thread, however many files of it are read.
 */
export class FileGate {
  readonly #clock: Pick<Clock, "sleep">;
  readonly #timeoutTicks: number;
  /** By folder. */
  readonly #running = new Map<string, Running>();
  readonly #queues = new Map<string, Waiting[]>();
  #isTicking = false;

  /** @param timeoutSeconds how long an operation may take; one second more may pass until that is seen */
  constructor(clock: Pick<Clock, "sleep">, timeoutSeconds: number) {
    this.#clock = clock;
    this.#timeoutTicks = timeoutSeconds;
  }

  /**
   * Runs an operation on `path` when it is its turn. Rejects as the operation does.
   *
   * @returns OVERDUE when it does not end in time, or when an earlier one in the same folder still has not
   */
  async run<T>(path: string, operation: () => Promise<T>): Promise<T | typeof OVERDUE> {
    const folder = dirname(path);
    const givenUp = Promise.withResolvers<typeof OVERDUE>();
    if (!(await this.#takeTurn(folder, () => givenUp.resolve(OVERDUE)))) return OVERDUE;
    void this.#tick();
    const ended = operation().finally(() => {
      this.#running.delete(folder);
      this.#letIn();
    });
    return Promise.race([ended, givenUp.promise]);
  }

  #takeTurn(folder: string, giveUp: () => void): Promise<boolean> {
    return new Promise((resolve) => {
      const queue = this.#queues.get(folder) ?? [];
      queue.push((isTurn) => {
        if (isTurn) this.#running.set(folder, { age: 0, giveUp });
        resolve(isTurn);
      });
      this.#queues.set(folder, queue);
      this.#letIn();
    });
  }

  #letIn(): void {
    for (const [folder, queue] of [...this.#queues]) {
      if (this.#isHopeless(folder)) {
        this.#queues.delete(folder);
        for (const waiting of queue) waiting(false);
      } else if (!this.#running.has(folder) && this.#running.size < MOST_AT_ONCE) {
        queue.shift()?.(true);
        // To the end: the other folders come first the next time.
        this.#queues.delete(folder);
        if (queue.length > 0) this.#queues.set(folder, queue);
      }
    }
  }

  /** Whether a turn would come only after something that is overdue. */
  #isHopeless(folder: string): boolean {
    const own = this.#running.get(folder);
    if (own !== undefined) return this.#isOverdue(own);
    return this.#running.size >= MOST_AT_ONCE && this.#areAllOverdue();
  }

  async #tick(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    while (!this.#areAllOverdue()) {
      await this.#clock.sleep(TICK_MS, NEVER);
      for (const each of this.#running.values()) {
        each.age += 1;
        if (this.#isOverdue(each)) each.giveUp();
      }
      this.#letIn();
    }
    this.#isTicking = false;
  }

  #isOverdue({ age }: Running): boolean {
    return age >= this.#timeoutTicks;
  }

  #areAllOverdue(): boolean {
    return [...this.#running.values()].every((each) => this.#isOverdue(each));
  }
}
