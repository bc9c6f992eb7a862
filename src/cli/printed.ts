import { systemClock } from "../lib/clock.ts";
import { ReceiverError } from "../lib/errors.ts";
import { type Shutdown, withinShutdown } from "../lib/shutdown.ts";

/** Resolves when all that was printed to a stream has left the process, which a pipe may delay. */
export function printed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once("error", (error) => {
      // A reader such as `head` has seen enough.
      if (hasNoReader(error)) resolve();
      else reject(error);
    });
    stream.write("", (error) => {
      if (error === null || error === undefined) resolve();
    });
  });
}

/** Writes to a stream. Resolves when the text has left the process, rejects when the stream does not take it. */
export function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
}

/** Whether a stream failed because its reader is gone. */
export function hasNoReader(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

/** How long a command that has ended by itself waits for a reader that does not read. */
const PATIENCE_MS = 30_000;

/** The same for one that was asked to stop. */
const LAST_PATIENCE_MS = 1000;

/**
 * Resolves when all that was printed has left the process. A command that listens to signals, which then do not end the
 * process by themselves, waits only so long for that, and not at all after a second signal.
 */
export async function untilPrinted(
  streams: readonly NodeJS.WriteStream[],
  shutdown: Shutdown | undefined,
): Promise<void> {
  const printing = Promise.all(streams.map(printed));
  if (shutdown === undefined) {
    await printing;
    return;
  }
  const ended = { ...shutdown, stop: AbortSignal.abort() };
  const printingSoon = withinShutdown(printing, ended, PATIENCE_MS, systemClock);
  await withinShutdown(printingSoon, shutdown, LAST_PATIENCE_MS, systemClock);
}

/** The same for standard output, whose failure is explained. */
export async function stdoutPrinted(shutdown: Shutdown | undefined): Promise<void> {
  try {
    await untilPrinted([process.stdout], shutdown);
  } catch (error) {
    throw cannotPrint(error);
  }
}

/** Why a command fails whose output is not taken. */
export function cannotPrint(cause: unknown): ReceiverError {
  return new ReceiverError("standard output cannot be written", {
    cause,
    hint: "Make room there, or send the output elsewhere.",
  });
}
