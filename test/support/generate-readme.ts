// Writes README.md's table of settings anew from the schema of receiver.json; with --check it only reports a drift.
import { readFile, writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { parseSchema } from "../../src/schema/parse-schema.ts";

const ROOT = new URL("../../", import.meta.url);
const README = new URL("README.md", ROOT);
const SCHEMA = new URL("schemas/receiver.schema.json", ROOT);
const START = "<!-- settings -->";
const END = "<!-- /settings -->";

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

/** The table of all settings of a schema: their keys in dotted form, types, defaults and descriptions. */
export function toSettingsTable(schema: Setting): string {
  const cells = rowsOf(schema, "");
  const rows = [["key", "type", "default", ""], ["---", "---", "---", "---"], ...cells];
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/**
 * Puts a table between the marks of a text.
 *
 * @throws Error when the text has not both marks
 */
export function insertTable(readme: string, table: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start === -1 || end < start) throw new Error(`README.md has no ${START} … ${END}`);
  return `${readme.slice(0, start + START.length)}\n\n${table}\n\n${readme.slice(end)}`;
}

function rowsOf({ properties = {} }: Setting, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([key, setting]) => {
    const isMisspelling = isDeepStrictEqual(setting.not, {});
    if (isMisspelling || key === "$schema") return [];
    if (setting.properties !== undefined) return rowsOf(setting, `${prefix}${key}.`);
    const { default: value, description = "" } = setting;
    const fallback = value === undefined ? "" : code(value);
    return [[`\`${prefix}${key}\``, typeOf(setting), fallback, escapeCell(description)]];
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
  const wanted = insertTable(present, toSettingsTable(parseSchema(await readFile(SCHEMA, "utf8"))));
  if (!process.argv.includes("--check")) await writeFile(README, wanted);
  else if (wanted !== present) {
    console.error("README.md's table of settings does not fit its schema: npm run generate");
    process.exitCode = 1;
  }
}
