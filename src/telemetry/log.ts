import { type DestinationStream, type Logger, pino } from "pino";

/** What a logger needs. */
export interface LoggerOptions {
  readonly level: string;
  /** Takes secrets out of a finished line: the last gate before the stream. */
  readonly redact: (line: string) => string;
  readonly stream: DestinationStream;
}

/** Our own log: JSON lines, no secret in any of them. */
export function createLogger({ level, redact, stream }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => stream.write(redact(line)) },
  );
}
