import { CommanderError } from "commander";
import type { Redactor } from "../config/secret.ts";
import { messageOf, ReceiverError, UsageError } from "../lib/errors.ts";
import { PACKAGE_NAME } from "../lib/package-info.ts";
import { createOutput } from "./output.ts";

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/**
 * Prints why a command ended early and chooses the exit code. What is none of our own errors is a mistake in the program:
 * what still holds after it is unknown, so the process ends, with the checkpoints as they were committed.
 */
export function explain(error: unknown, redact: Redactor): number {
  if (error instanceof CommanderError) {
    // commander has printed its message, or the help or version that was asked for.
    return error.exitCode === 0 ? 0 : EXIT_USAGE;
  }
  const { err } = createOutput(redact);
  if (error instanceof ReceiverError) {
    const hint = error.hint === undefined ? "" : `. ${error.hint}`;
    err(`${PACKAGE_NAME}: ${messageOf(error)}${hint}`);
    return error instanceof UsageError ? EXIT_USAGE : EXIT_FAILED;
  }
  const stack = error instanceof Error ? `\n${error.stack}` : "";
  err(
    `${PACKAGE_NAME}: a mistake in the program itself: ${messageOf(error)}. Nothing is lost: start it again, and report what is below.${stack}`,
  );
  return EXIT_FAILED;
}
