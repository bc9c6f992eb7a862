// Writes README.md's tables anew: of settings from the schema of receiver.json, of metrics from the table of instruments.
// With --check it only reports a drift.
import { readFile, writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { LIVE_SETTINGS } from "../../src/config/live-settings.ts";
import { parseSchema } from "../../src/schema/parse-schema.ts";
import { INSTRUMENTS, type Instrument } from "../../src/telemetry/instruments.ts";
import { prometheusNameOf } from "../../src/telemetry/prometheus.ts";

const ROOT = new URL("../../", import.meta.url);
const README = new URL("README.md", ROOT);
const SCHEMA = new URL("schemas/receiver.schema.json", ROOT);
/** What the table tells of a setting. */
interface Setting {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Setting[];
  readonly default?: unknown;
  readonly description?: string;
  readonly not?: object;
  readonly properties?: Readonly<Record<string, Setting>>;
}

/** The table of all settings of a schema: keys in dotted form, those in `live` marked, types, defaults, descriptions. */
export function toSettingsTable(schema: Setting, live: ReadonlySet<string>): string {
  const rows = rowsOf(schema, "").map(([name = "", ...rest]) => [
    live.has(name) ? `${code(name)} ↻` : code(name),
    ...rest,
  ]);
  return toTable([["key", "type", "default", ""], ["---", "---", "---", "---"], ...rows]);
}

/** The table of all metrics. */
export function toMetricsTable(instruments: readonly Instrument[]): string {
  const rows = instruments.map((instrument) => [
    code(instrument.name),
    instrument.kind,
    code(instrument.unit),
    instrument.attributes.map(code).join(", "),
    code(prometheusNameOf(instrument)),
    escapeCell(instrument.description),
  ]);
  const heads = ["name", "kind", "unit", "attributes", "in Prometheus", ""];
  return toTable([heads, heads.map(() => "---"), ...rows]);
}

/**
 * Puts a table between the marks `<!-- name -->` and `<!-- /name -->` of a text.
 *
 * @throws Error when the text has not both marks
 */
export function insertTable(readme: string, name: string, table: string): string {
  const mark = `<!-- ${name} -->`;
  const start = readme.indexOf(mark);
  const end = readme.indexOf(`<!-- /${name} -->`);
  if (start === -1 || end < start) throw new Error(`README.md has no ${mark} and its end`);
  return `${readme.slice(0, start + mark.length)}\n\n${table}\n\n${readme.slice(end)}`;
}

function toTable(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function rowsOf({ properties = {} }: Setting, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([key, setting]) => {
    const isMisspelling = isDeepStrictEqual(setting.not, {});
    if (isMisspelling || key === "$schema") return [];
    if (setting.properties !== undefined) return rowsOf(setting, `${prefix}${key}.`);
    const { default: value, description = "" } = setting;
    const fallback = value === undefined ? "" : code(value);
    return [[`${prefix}${key}`, typeOf(setting), fallback, escapeCell(description)]];
  });
}

function typeOf({ type, enum: choices, anyOf = [] }: Setting): string {
  const [one, several] = anyOf;
  if (one !== undefined && several?.type === "array") return `${typeOf(one)}, or a list`;
  return choices === undefined ? (type ?? "") : choices.map(code).join(", ");
}

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

if (import.meta.main) {
  const present = await readFile(README, "utf8");
  const settings = toSettingsTable(parseSchema(await readFile(SCHEMA, "utf8")), LIVE_SETTINGS);
  const wanted = insertTable(
    insertTable(present, "settings", settings),
    "metrics",
    toMetricsTable(INSTRUMENTS),
  );
  if (!process.argv.includes("--check")) await writeFile(README, wanted);
  else if (wanted !== present) {
    console.error("README.md's tables do not fit what they are made from: npm run generate");
    process.exitCode = 1;
  }
}
