import { resolve } from "node:path";
import { errorAt, type Finding, type Issue } from "./issue.ts";
import type { JsonFile } from "./json-file.ts";
import { type JsonPath, toPointer } from "./json-place.ts";
import { readTextFile } from "./text-file.ts";

/** The variables of a process. */
export type Env = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$\$|\$\{([^}]*)\}?/g;
const VARIABLE = /^env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;
const FILE = /^file:(.+)$/s;

/** A file's value after its references were looked at. */
export interface Expanded {
  readonly value: unknown;
  readonly issues: readonly Issue[];
  /** The JSON Pointers of texts whose references were not replaced. */
  readonly unresolved: ReadonlySet<string>;
  /** Absolute paths of the files that `${file:…}` names. */
  readonly references: readonly string[];
}

/**
 * Replaces `${env:NAME}`, `${env:NAME:-default}`, `${file:/path}` and `$$` (a dollar sign) in every text of a
 * file's value. What comes in is not expanded again.
 *
 * @param env without it, references are checked for their form only and stay as they are
 * @param folder where relative paths start
 * @returns the value anew; where an issue was found, the text as it was
 */
export async function expandReferences(
  json: JsonFile,
  env: Env | undefined,
  folder: string,
): Promise<Expanded> {
  const issues: Issue[] = [];
  const unresolved = new Set<string>();
  const references: string[] = [];
  const expand = async (value: unknown, path: JsonPath): Promise<unknown> => {
    if (typeof value === "string") {
      references.push(...filesIn(value).map((file) => resolve(folder, file)));
      const { text, finding, isUnresolved } = await expandText(value, env, folder);
      if (isUnresolved === true || finding !== undefined) unresolved.add(toPointer(path));
      if (finding !== undefined) issues.push(errorAt(json.placeOf(path), finding));
      return text;
    }
    if (Array.isArray(value)) {
      return Promise.all(value.map((item, index) => expand(item, [...path, String(index)])));
    }
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(
      async ([key, item]) => [key, await expand(item, [...path, key])] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  };
  return { value: await expand(json.value, []), issues, unresolved, references };
}

/** Leaves out what was found about a text only because its references still stand in it. */
export function withoutUnresolved(
  issues: readonly Issue[],
  { unresolved }: Pick<Expanded, "unresolved">,
): Issue[] {
  return issues.filter(
    ({ pointer, code }) => pointer === undefined || !unresolved.has(pointer) || code === "wrong-type",
  );
}

function filesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, reference = ""]) => FILE.exec(reference)?.[1] ?? []);
}

async function expandText(
  text: string,
  env: Env | undefined,
  folder: string,
): Promise<{ readonly text: string; readonly finding?: Finding; readonly isUnresolved?: boolean }> {
  let isUnresolved = false;
  let expanded = "";
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const [written, reference] = match;
    expanded += text.slice(end, match.index);
    end = match.index + written.length;
    const part =
      reference === undefined ? "$" : await resolveReference(reference, written.endsWith("}"), env, folder);
    if (typeof part === "object") return { text, finding: part };
    isUnresolved ||= part === undefined;
    expanded += part ?? written;
  }
  return isUnresolved ? { text, isUnresolved } : { text: expanded + text.slice(end) };
}

async function resolveReference(
  reference: string,
  isClosed: boolean,
  env: Env | undefined,
  folder: string,
): Promise<string | Finding | undefined> {
  const [, name, fallback] = VARIABLE.exec(reference) ?? [];
  if (isClosed && name !== undefined) {
    if (env === undefined) return undefined;
    // As in a shell, an empty variable gives way to a default.
    return env[name] || (fallback ?? env[name] ?? unsetVariable(name));
  }
  const [, path] = FILE.exec(reference) ?? [];
  if (isClosed && path !== undefined) {
    return env === undefined ? undefined : readReferred(resolve(folder, path));
  }
  return {
    code: "unknown-reference",
    message: `there is a \${…} of an unknown form in this text`,
    hint: `Write \${env:NAME}, \${env:NAME:-default} or \${file:/path}; a dollar sign itself is $$`,
  };
}

async function readReferred(path: string): Promise<string | Finding> {
  const read = await readTextFile(path);
  // Editors, echo and base64 add line ends, which are no part of a secret.
  if (read.kind === "text") return read.text.replace(/[\r\n]+$/, "");
  return { ...read.finding, message: `\${file:…} names ${path}: ${read.finding.message}` };
}

function unsetVariable(name: string): Finding {
  return {
    code: "unset-variable",
    message: `the variable ${name} is not set`,
    hint: `Set it, or write a default: \${env:${name}:-…}`,
  };
}
