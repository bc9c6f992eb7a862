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

const MASKED = /^\*+$/;
const REFERENCE = /\$\{(env|file):/;

/** Reads the JSON of one source. References are for files: in a body they would open this machine's to whoever asks. */
export function parseSourceBody(bytes: Uint8Array, { name, storedToken }: SourceBodyOptions): SourceBody {
  const { json, issues: syntax } = parseJsonFile(name, decodeText(bytes));
  if (json === undefined || hasError(syntax)) return { kind: "wrong", issues: syntax };
  const redact = createRedactor(secretTextsIn(json.value).map((text) => new Secret(text)));
  const checked = readSource(json, storedToken);
  return { ...checked, issues: [...syntax, ...checked.issues].map((issue) => redactIssue(issue, redact)) };
}

function readSource(json: JsonFile, storedToken: Secret | undefined): SourceBody {
  const opened = openEnvelope(json.value, json.placeOf);
  const [source] = opened.sources;
  if (source === undefined || hasError(opened.issues)) return { kind: "wrong", issues: opened.issues };
  const wrong = (path: JsonPath, code: string, message: string, hint: string): SourceBody => ({
    kind: "wrong",
    issues: [errorAt(json.placeOf(path), { code, message, hint })],
  });
  if (opened.sources.length > 1) {
    return wrong(["sources"], "wrong-value", "there are several sources in it", "Send one source at a time");
  }
  const reference = findReference(source.value, source.path);
  if (reference !== undefined) {
    const hint = "Write the value itself: references are replaced in files only";
    return wrong(reference, "unknown-reference", "a reference stands in this text", hint);
  }
  const value = withToken(source.value, storedToken);
  const checked = checkSource({ ...source, value }, json.placeOf);
  if (checked.source === undefined) return { kind: "wrong", issues: checked.issues };
  const config = { ...checked.source, origin: { ...checked.source.origin, line: 0, column: 0 } };
  return { kind: "source", config, id: childOf(value, "id"), issues: checked.issues };
}

/** Whoever sends back what was shown keeps the token. */
function withToken(source: unknown, storedToken: Secret | undefined): unknown {
  const config = childOf(source, "config");
  const token = childOf(config, "personalAccessToken");
  const isMasked = typeof token === "string" && MASKED.test(token);
  if (storedToken === undefined || !isMasked) return source;
  return { ...Object(source), config: { ...Object(config), personalAccessToken: storedToken.reveal() } };
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
