import { type Logger, pino } from "pino";
import { type LogLine, toPrettyLine } from "./pretty-line.ts";

/** What a logger needs. */
export interface LoggerOptions {
  readonly level: string;
  /** Takes secrets out of a text: the last gate before the stream. */
  readonly redact: (text: string) => string;
  readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Our own log, no secret in any of its lines: JSON or, on a terminal, something to read. */
export function createLogger({ level, redact, stream }: LoggerOptions): Logger {
  const write = (json: string): void => {
    // Each text by itself: one that is JSON already stands in the finished line escaped twice.
    const line = redactTexts(JSON.parse(json), redact) as LogLine;
    stream.write(stream.isTTY === true ? toPrettyLine(line, stream) : `${JSON.stringify(line)}\n`);
  };
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

function redactTexts(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((each) => redactTexts(each, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [redact(key), redactTexts(child, redact)]),
  );
}
