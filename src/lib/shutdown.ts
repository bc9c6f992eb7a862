import { type Clock, whenAborted } from "./clock.ts";

/** The two ways a person or an orchestrator asks the process to end. */
export interface Shutdown {
  /** Aborts with the first SIGINT or SIGTERM: finish what is in flight. */
  readonly stop: AbortSignal;
  /** Aborts with the second one: leave at once. */
  readonly abort: AbortSignal;
}

/** What signals come from; the process itself outside tests. */
interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
}

/** Calls a listener with every request to read the files again. */
export type OnReload = (listener: () => void) => void;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** `npm run` passes a terminal's Ctrl-C on although the terminal has delivered it: one key, two signals. */
const SAME_KEY_MS = 500;

/** Listens for SIGINT and SIGTERM. */
export function listenForSignals(source: SignalSource, clock: Pick<Clock, "now">): Shutdown {
  const stop = new AbortController();
  const abort = new AbortController();
  let firstAt: number | undefined;
  const onSignal = (): void => {
    if (firstAt === undefined) {
      firstAt = clock.now();
      stop.abort();
    } else if (clock.now() - firstAt >= SAME_KEY_MS) {
      abort.abort();
    }
  };
  for (const signal of SIGNALS) source.on(signal, onSignal);
  return { stop: stop.signal, abort: abort.signal };
}

/** Listens for SIGHUP, which from now on ends no process: not while it starts nor while it stops. */
export function listenForReload(source: SignalSource): OnReload {
  const listeners: (() => void)[] = [];
  source.on("SIGHUP", () => {
    for (const listener of listeners) listener();
  });
  return (listener) => {
    listeners.push(listener);
  };
}

/** Why work did not end in time. */
export type Late = "aborted" | "deadline";

/**
 * Waits for `work` as long as the process may live: without a bound until it is asked to stop, then for at
 * most `timeoutMs`, and no longer than the second signal.
 */
export async function withinShutdown<T>(
  work: Promise<T>,
  shutdown: Shutdown,
  timeoutMs: number,
  clock: Clock,
): Promise<{ readonly value: T } | { readonly late: Late }> {
  const over = new AbortController();
  const aborted = whenAborted(shutdown.abort).then(() => ({ late: "aborted" }) as const);
  const deadline = whenAborted(shutdown.stop)
    .then(() => clock.sleep(timeoutMs, over.signal))
    .then(() => ({ late: "deadline" }) as const);
  try {
    return await Promise.race([work.then((value) => ({ value })), aborted, deadline]);
  } finally {
    // A timer that runs on would keep a program alive that has nothing else to do.
    over.abort();
  }
}
