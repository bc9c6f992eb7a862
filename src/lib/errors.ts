/** What every error of ours carries besides its message: what the reader should do next. */
interface ReceiverErrorOptions extends ErrorOptions {
  /** One sentence that starts with a verb: "Check that …". */
  readonly hint?: string;
}

/** The root of this package's own errors; anything else that is thrown is a bug. */
export class ReceiverError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, options: ReceiverErrorOptions = {}) {
    super(message, options);
    this.name = new.target.name;
    this.hint = options.hint;
  }
}

/** The command line cannot be carried out as typed (exit code 2). */
export class UsageError extends ReceiverError {}

/** A source file or a setting is wrong (exit code 1). */
export class ConfigError extends ReceiverError {}

/** The checkpoint store cannot be opened, read or written. */
export class StorageError extends ReceiverError {}

/** The message of anything that was thrown, with the codes and causes that say why. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const own =
    code !== undefined && !error.message.includes(code) ? `${error.message} (${code})` : error.message;
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join("; ");
  return error.cause === undefined ? own : `${own}: ${messageOf(error.cause)}`;
}
