import { openEnvelope } from "./envelope.ts";
import { errorAt, type Issue } from "./issue.ts";
import { type JsonFile, parseJsonFile } from "./json-file.ts";
import { childOf, type JsonPath } from "./json-place.ts";
import { redactIssue } from "./redact-issue.ts";
import { createRedactor, Secret } from "./secret.ts";
import { secretTextsIn } from "./secret-key.ts";
import { checkSource, type SourceConfig } from "./source-config.ts";
import { decodeText } from "./text-file.ts";

/** One source as a request body says it, or what is wrong with the body. */
export type SourceBody =
  | {
      readonly kind: "source";
      readonly config: SourceConfig;
      /** The `id` in it. */
      readonly id: unknown;
      /** What is worth saying of it. */
      readonly issues: readonly Issue[];
    }
  | { readonly kind: "wrong"; readonly issues: readonly Issue[] };

/** How a body is read. */
export interface SourceBodyOptions {
  /** What the places of issues and of the source call it. */
  readonly name: string;
  /** What a masked token stands for: that of the source as it is. */
  readonly storedToken?: Secret | undefined;
}

/** What the API and Sumo Logic's downloads show in place of a token. */
export const TOKEN_MASK = "****************************";

/** A source has a handful of levels; far more of them would use up the stack. */
const MOST_LEVELS = 50;

/** So many mistakes are told. */
const MOST_TOLD = 20;

const MASKED = /^\*+$/;
const REFERENCE = /\$\{(env|file):/;

/** Reads the JSON of one source. References are for files: in a body they would open this machine's to whoever asks. */
export function parseSourceBody(bytes: Uint8Array, { name, storedToken }: SourceBodyOptions): SourceBody {
  const { json, issues: syntax } = parseJsonFile(name, decodeText(bytes));
  if (json === undefined || hasError(syntax)) return { kind: "wrong", issues: tell(syntax, name) };
  if (isDeep(json.value)) {
    const tooDeep = errorAt(json.placeOf([]), { code: "not-json", message: "this is nested too deeply" });
    return { kind: "wrong", issues: [tooDeep] };
  }
  const checked = readSource(json, storedToken);
  const issues = tell([...syntax, ...checked.issues], name);
  const redact = createRedactor(secretTextsIn(json.value).map((text) => new Secret(text)));
  return { ...checked, issues: issues.map((issue) => redactIssue(issue, redact)) };
}

function isDeep(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeep(child, levels - 1));
}

function readSource(json: JsonFile, storedToken: Secret | undefined): SourceBody {
  const opened = openEnvelope(json.value, json.placeOf);
  const wrong = (path: JsonPath, code: string, message: string, hint: string): SourceBody => ({
    kind: "wrong",
    issues: [errorAt(json.placeOf(path), { code, message, hint })],
  });
  if (hasError(opened.issues)) return { kind: "wrong", issues: opened.issues };
  const [source, ...others] = opened.sources;
  if (source === undefined || others.length > 0) {
    const message = source === undefined ? "there is no source in it" : "there are several sources in it";
    return wrong(["sources"], "wrong-value", message, "Send one source at a time");
  }
  const reference = findReference(source.value, source.path);
  if (reference !== undefined) {
    const hint = "Write the value itself: references are replaced in files only";
    return wrong(reference, "unknown-reference", "a reference stands in this text", hint);
  }
  const isMasked = hasMask(source.value);
  if (isMasked && storedToken === undefined) {
    const path = [...source.path, "config", "personalAccessToken"];
    const hint = "Write the token itself: there is none yet that the mask could stand for";
    return wrong(path, "masked-value", "personalAccessToken is masked with asterisks", hint);
  }
  const value = isMasked && storedToken !== undefined ? withToken(source.value, storedToken) : source.value;
  const checked = checkSource({ ...source, value }, json.placeOf);
  if (checked.source === undefined) return { kind: "wrong", issues: checked.issues };
  const config = { ...checked.source, origin: { ...checked.source.origin, line: 0, column: 0 } };
  return { kind: "source", config, id: childOf(value, "id"), issues: checked.issues };
}

function hasMask(source: unknown): boolean {
  const token = childOf(childOf(source, "config"), "personalAccessToken");
  return typeof token === "string" && MASKED.test(token);
}

/** Whoever sends back what was shown keeps the token. */
function withToken(source: unknown, token: Secret): unknown {
  const config = { ...Object(childOf(source, "config")), personalAccessToken: token.reveal() };
  return { ...Object(source), config };
}

/** The first issues, in words for who has no file. */
function tell(issues: readonly Issue[], name: string): Issue[] {
  const told = issues.slice(0, MOST_TOLD).map(forBody);
  if (issues.length <= MOST_TOLD) return told;
  const message = `there are ${issues.length - MOST_TOLD} more`;
  return [...told, errorAt({ file: name, line: 0, column: 0 }, { code: "more", message })];
}

function forBody(issue: Issue): Issue {
  const message = issue.message.replace(/^the file /, "the body ");
  if (issue.hint === undefined) return { ...issue, message };
  const hint = issue.hint.replace(/(, or better|\. Write) \$\{env:.*$/, "").replace(/^Save it /, "Send it ");
  return { ...issue, message, hint };
}

function findReference(value: unknown, path: JsonPath): JsonPath | undefined {
  if (typeof value === "string") return REFERENCE.test(value) ? path : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    const found = findReference(child, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function hasError(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === "error");
}
