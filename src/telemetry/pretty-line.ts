import { styleText } from "node:util";
import { escapeControls } from "../lib/format.ts";

/** How a level is shown. */
const STYLES: Readonly<Record<string, Parameters<typeof styleText>[0]>> = {
  fatal: "red",
  error: "red",
  warn: "yellow",
  info: "green",
  debug: "gray",
  trace: "gray",
};

/** The longest name of a level. */
const LEVEL_WIDTH = 5;

/** A line of our log, as pino makes it. */
export type LogLine = Readonly<Record<string, unknown>>;

/**
 * A line of our log as a person reads it on a terminal: time, level, message, and the rest as key=value. Ours rather than
 * pino-pretty, which writes control characters of Asana's names to the terminal as they are.
 */
export function toPrettyLine({ time, level, msg, ...rest }: LogLine, stream: NodeJS.WritableStream): string {
  const name = String(level);
  const label = styleText(STYLES[name] ?? "reset", name.toUpperCase().padEnd(LEVEL_WIDTH), { stream });
  const fields = Object.entries(rest).map(
    ([key, value]) => `${styleText("gray", `${onOneLine(key)}=`, { stream })}${onOneLine(show(value))}`,
  );
  const at = String(time).slice("2026-01-31T".length, -1);
  return `${[at, label, onOneLine(String(msg ?? "")), ...fields].join(" ")}\n`;
}

function onOneLine(text: string): string {
  return escapeControls(text).replaceAll("\n", "\\n");
}

/** Quoted where one could not see its end. */
function show(value: unknown): string {
  return typeof value === "string" && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}
