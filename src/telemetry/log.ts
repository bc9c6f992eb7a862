import { type Logger, pino } from "pino";
import { toPrettyLine } from "./pretty-line.ts";

/** What a logger needs. */
export interface LoggerOptions {
  readonly level: string;
  /** Takes secrets out of a finished line: the last gate before the stream. */
  readonly redact: (line: string) => string;
  readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Our own log, no secret in any of its lines: JSON or, on a terminal, something to read. */
export function createLogger({ level, redact, stream }: LoggerOptions): Logger {
  const write = (line: string): unknown =>
    stream.write(stream.isTTY === true ? toPrettyLine(redact(line), stream) : redact(line));
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
}
