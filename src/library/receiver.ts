import type { Collector } from "../collector/collector.ts";
import type { Status } from "../generated/status.ts";
import { messageOf, ReceiverError, UsageError } from "../lib/errors.ts";
import { receive } from "../receiver/receive.ts";
import { loadOptions } from "./load-options.ts";
import type { ReceiverOptions } from "./options.ts";

/** A receiver inside another program. */
export interface Receiver {
  /**
   * Loads the configuration, opens the storage folder and begins to read. Resolves when the sources run; what becomes
   * of them is in the Status.
   *
   * @throws ConfigError when an option, a setting or a source is wrong (of a folder: when no file can be used), StorageError when the storage folder cannot be
   *   used or belongs to a receiver that runs, UsageError when there is no source or it runs already
   */
  start(): Promise<void>;
  /**
   * Stops reading, finishes the delivery in flight and writes its checkpoint. After it, `start` may be called again.
   *
   * @throws ReceiverError when that took longer than `shutdownTimeout`: the page will be sent again after the next start
   */
  stop(): Promise<void>;
  /** Everything that can be seen of it; undefined while it does not run. */
  status(): Status | undefined;
}

/**
 * Creates a receiver that follows Asana's audit log inside this program. It prints nothing, listens to no signals and
 * sets no global state.
 *
 * @example
 * const receiver = createReceiver({ sources: "./sources", endpoint: "http://localhost:4318" });
 * await receiver.start();
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  let current: Run | undefined;
  return {
    async start() {
      if (current !== undefined)
        throw new UsageError("the receiver runs already", { hint: "Stop it first." });
      const run = new Run(options, () => {
        current = undefined;
      });
      current = run;
      await run.started;
    },
    async stop() {
      await current?.stop();
    },
    status: () => current?.status(),
  };
}

/** From a start to its stop. */
class Run {
  /** Resolves when the sources run; rejects when they cannot. */
  readonly started: Promise<void>;
  readonly #options: ReceiverOptions;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;
  #collector: Collector | undefined;
  #late: string | undefined;

  constructor(options: ReceiverOptions, onEnd: () => void) {
    this.#options = options;
    const started = Promise.withResolvers<void>();
    this.started = started.promise;
    this.#ended = this.#follow(started.resolve)
      .catch((error) => {
        if (this.#collector === undefined) started.reject(error);
        else this.#break(toError(error));
      })
      .finally(onEnd);
  }

  status(): Status | undefined {
    return this.#collector?.status();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
    if (this.#late !== undefined) throw new ReceiverError(this.#late);
  }

  async #follow(onStart: () => void): Promise<void> {
    const { configuration, exporter } = await loadOptions(this.#options);
    await receive(configuration, {
      once: false,
      shutdown: { stop: this.#stop.signal, abort: new AbortController().signal },
      ...(exporter === undefined ? {} : { exporter }),
      observe: () => undefined,
      onStart: (collector) => {
        this.#collector = collector;
        onStart();
      },
      // What is found in a file that was edited is in the Status as well.
      onIssue: () => undefined,
      onSetting: () => undefined,
      onLate: (message) => {
        this.#late = message;
      },
      // Whoever asked the API has got the answer 500.
      onError: (error) => this.#options.onError?.(error),
    });
  }

  /** A source has ended by an error that nobody expected: the others end as well, rather than limp. */
  #break(error: Error): void {
    this.#stop.abort();
    const { onError } = this.#options;
    queueMicrotask(() => {
      if (onError === undefined) throw error;
      onError(error);
    });
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
}
