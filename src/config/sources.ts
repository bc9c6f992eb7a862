import { dirname } from "node:path";
import { openEnvelope } from "./envelope.ts";
import { type Env, expandReferences } from "./expand.ts";
import { errorAt, type Issue, quote } from "./issue.ts";
import { readJsonFile } from "./json-file.ts";
import { createRedactor, Secret } from "./secret.ts";
import { checkSource, type SourceConfig } from "./source-config.ts";
import { listSourceFiles } from "./source-files.ts";
import { nearestKey } from "./unknown-key.ts";

export type { SourceConfig } from "./source-config.ts";

/** Every source that can be used, and what was found on the way. */
export interface LoadedSources {
  readonly sources: readonly SourceConfig[];
  readonly issues: readonly Issue[];
}

/**
 * Loads the sources of a file, or of all `*.json` files of a folder. It does not throw: whatever is wrong is an
 * issue, and no issue holds a token.
 *
 * @param env what `${env:…}` refers to
 */
export async function loadSources(path: string, env: Env = process.env): Promise<LoadedSources> {
  const { files, issues: listed } = await listSourceFiles(path);
  const loaded = await Promise.all(files.map((file) => loadFile(file, env)));
  const sources = loaded.flatMap((one) => one.sources);
  const issues = [...listed, ...loaded.flatMap((one) => one.issues), ...findSameNames(sources)];
  if (sources.length === 0 && issues.every(({ severity }) => severity === "warning")) {
    const message = "there is no source in it";
    issues.push(errorAt({ file: path, line: 0, column: 0 }, { code: "no-sources", message }));
  }
  const redact = createRedactor(loaded.flatMap(({ tokens }) => tokens));
  return { sources, issues: issues.map((issue) => redacted(issue, redact)) };
}

async function loadFile(
  file: string,
  env: Env,
): Promise<LoadedSources & { readonly tokens: readonly Secret[] }> {
  const { json, issues: syntax } = await readJsonFile(file);
  if (json === undefined) return { sources: [], issues: syntax, tokens: [] };
  const { value, issues: unexpanded } = await expandReferences(json, env, dirname(file));
  const tokens = tokensIn(value);
  // A text that could not be expanded would be found wrong a second time.
  if (unexpanded.length > 0) return { sources: [], issues: [...syntax, ...unexpanded], tokens };
  const opened = openEnvelope(value, json.placeOf);
  const checked = opened.sources.map((source) => checkSource(source, json.placeOf));
  return {
    sources: checked.flatMap(({ source }) => source ?? []),
    issues: [...syntax, ...opened.issues, ...checked.flatMap(({ issues }) => issues)],
    tokens,
  };
}

/** Every text under a key that is, or was meant to be, `personalAccessToken`, wherever it stands. */
function tokensIn(value: unknown): Secret[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const isToken = typeof child === "string" && nearestKey(key, ["personalAccessToken"]) !== undefined;
    return isToken ? [new Secret(child)] : tokensIn(child);
  });
}

/** Messages repeat keys, names and types: a token may have been put there by mistake. */
function redacted(issue: Issue, redact: (text: string) => string): Issue {
  const { message, hint } = issue;
  return { ...issue, message: redact(message), ...(hint === undefined ? {} : { hint: redact(hint) }) };
}

function findSameNames(sources: readonly SourceConfig[]): Issue[] {
  const first = new Map<string, SourceConfig>();
  const issues: Issue[] = [];
  for (const source of sources) {
    const { name, origin } = source;
    const other = first.get(name)?.origin;
    if (other === undefined) first.set(name, source);
    else {
      const message = `the name ${quote(name)} is already that of the source at ${other.file}:${other.line}:${other.column}`;
      issues.push(
        errorAt(origin, { code: "same-name", message, hint: "Give each source a name of its own" }),
      );
    }
  }
  return issues;
}
