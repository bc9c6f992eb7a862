import { errorAt, type Issue, warningAt } from "../config/issue.ts";
import type { JsonFile } from "../config/json-file.ts";
import type { JsonPath, PlaceOf } from "../config/json-place.ts";
import { isSecretKey } from "../config/secret-key.ts";
import type { NamedSource } from "../config/source-file.ts";
import { MOST_SOURCES } from "../config/sumo-limits.ts";
import { holdsAsanaToken, looksReal } from "./real-token.ts";

/** Finds secrets that stand in the file itself, where everybody who may read the file can take them. */
export function findCommittedTokens({ value, placeOf }: JsonFile): Issue[] {
  return findTexts(value, [], false)
    .filter(({ text, isSecret }) => (isSecret ? looksReal(text) : holdsAsanaToken(text)))
    .map(({ path }) => committedToken(path, placeOf));
}

/** Finds the source that is one too many for a Collector. */
export function findTooManySources(sources: readonly NamedSource[]): Issue[] {
  const first = sources[MOST_SOURCES];
  if (first === undefined) return [];
  const message = `these are ${sources.length} sources, and Sumo Logic takes at most ${MOST_SOURCES} per Collector`;
  const hint = "Divide them among several Collectors";
  return [errorAt(first.origin, { code: "too-many-sources", message, hint })];
}

interface FoundText {
  readonly text: string;
  readonly path: JsonPath;
  readonly isSecret: boolean;
}

function findTexts(value: unknown, path: JsonPath, isSecret: boolean): FoundText[] {
  if (typeof value === "string") return [{ text: value, path, isSecret }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    findTexts(child, [...path, key], isSecret || isSecretKey(key)),
  );
}

function committedToken(path: JsonPath, placeOf: PlaceOf): Issue {
  const isToken = path.includes("config");
  const message = isToken
    ? "a token stands in this file for everybody who may read it"
    : "a secret stands in this file for everybody who may read it";
  const variable = isToken ? "ASANA_TOKEN" : "OTLP_SECRET";
  const hint = `Write \${env:${variable}} or \${file:/path} instead, and make a new one if the file was shared`;
  return warningAt(placeOf(path), { code: "committed-token", message, hint });
}
