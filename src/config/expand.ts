import { resolve } from "node:path";
import { errorAt, type Finding, type Issue } from "./issue.ts";
import type { JsonFile } from "./json-file.ts";
import type { JsonPath } from "./json-place.ts";
import { readTextFile } from "./text-file.ts";

/** The variables of a process. */
export type Env = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$\$|\$\{([^}]*)\}?/g;
const VARIABLE = /^env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;
const FILE = /^file:(.+)$/s;

/**
 * Replaces `${env:NAME}`, `${env:NAME:-default}`, `${file:/path}` and `$$` (a dollar sign) in every text of a
 * file's value. What comes in is not expanded again.
 *
 * @param folder where relative paths start
 * @returns the value anew; where an issue was found, the text as it was
 */
export async function expandReferences(
  json: JsonFile,
  env: Env,
  folder: string,
): Promise<{ readonly value: unknown; readonly issues: readonly Issue[] }> {
  const issues: Issue[] = [];
  const expand = async (value: unknown, path: JsonPath): Promise<unknown> => {
    if (typeof value === "string") {
      const { text, finding } = await expandText(value, env, folder);
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
  return { value: await expand(json.value, []), issues };
}

async function expandText(
  text: string,
  env: Env,
  folder: string,
): Promise<{ readonly text: string; readonly finding?: Finding }> {
  let expanded = "";
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const [written, reference] = match;
    expanded += text.slice(end, match.index);
    end = match.index + written.length;
    const part =
      reference === undefined ? "$" : await resolveReference(reference, written.endsWith("}"), env, folder);
    if (typeof part !== "string") return { text, finding: part };
    expanded += part;
  }
  return { text: expanded + text.slice(end) };
}

async function resolveReference(
  reference: string,
  isClosed: boolean,
  env: Env,
  folder: string,
): Promise<string | Finding> {
  const [, name, fallback] = VARIABLE.exec(reference) ?? [];
  if (isClosed && name !== undefined) {
    // As in a shell, an empty variable gives way to a default.
    return env[name] || (fallback ?? env[name] ?? unsetVariable(name));
  }
  const [, path] = FILE.exec(reference) ?? [];
  if (isClosed && path !== undefined) return readReferred(resolve(folder, path));
  return {
    code: "unknown-reference",
    message: `there is a \${…} of an unknown form in this text`,
    hint: `Write \${env:NAME}, \${env:NAME:-default} or \${file:/path}; a dollar sign itself is $$`,
  };
}

async function readReferred(path: string): Promise<string | Finding> {
  const read = await readTextFile(path);
  if (read.kind === "text") return read.text.replace(/\r?\n$/, "");
  const { code, message } = read.finding;
  return { code, message: `\${file:…} names ${path}: ${message}` };
}

function unsetVariable(name: string): Finding {
  return {
    code: "unset-variable",
    message: `the variable ${name} is not set`,
    hint: `Set it, or write a default: \${env:${name}:-…}`,
  };
}
