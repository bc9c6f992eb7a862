import { type Logger, pino } from "pino";
import { type LogLine, toPrettyLine } from "./pretty-line.ts";

/** What a logger needs. */
export interface LoggerOptions {
  readonly level: string;
  /** Takes secrets out of a text: the last gate before the stream. */
  readonly redact: (text: string) => string;
  readonly stream: LogStream;
}

/** Where lines go. */
interface LogStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  /** Bytes that its reader has not taken yet. */
  readonly writableLength?: number;
}

/** A reader that does not read must not take our memory. */
const MOST_UNREAD_BYTES = 1024 * 1024;

/**
 * Our own log, no secret in any of its lines: JSON or, on a terminal, something to read. While its reader does not read,
 * lines are left out, and counted in a line of their own when it does again.
 */
export function createLogger({ level, redact, stream }: LoggerOptions): Logger {
  let leftOut = 0;
  const write = (json: string): void => {
    if (leftOut > 0 || (stream.writableLength ?? 0) > MOST_UNREAD_BYTES) {
      if (leftOut === 0) stream.once("drain", tellLeftOut);
      leftOut += 1;
      return;
    }
    // Each text by itself: one that is JSON already stands in the finished line escaped twice.
    const line = redactTexts(JSON.parse(json), redact) as LogLine;
    stream.write(stream.isTTY === true ? toPrettyLine(line, stream) : `${JSON.stringify(line)}\n`);
  };
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  const tellLeftOut = (): void => {
    const lines = leftOut;
    leftOut = 0;
    logger.warn({ lines }, "lines of this log were left out while it was not read");
  };
  return logger;
}

function redactTexts(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((each) => redactTexts(each, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [redact(key), redactTexts(child, redact)]),
  );
}
