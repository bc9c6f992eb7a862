import { openEnvelope } from "./envelope.ts";
import { type Env, expandReferences, withoutUnresolved } from "./expand.ts";
import type { Issue, Place } from "./issue.ts";
import type { JsonFile } from "./json-file.ts";
import { childOf } from "./json-place.ts";
import { Secret } from "./secret.ts";
import { secretTextsIn } from "./secret-key.ts";
import { checkSource, type SourceConfig } from "./source-config.ts";

/** A source's name and where it stands. */
export interface NamedSource {
  readonly name: string;
  readonly origin: Place;
}

/** What a source file holds. */
export interface LoadedSourceFile {
  /** Those that can be used. */
  readonly sources: readonly SourceConfig[];
  /** The names of all its sources, also of those with a mistake in them. */
  readonly names: readonly NamedSource[];
  readonly issues: readonly Issue[];
  /** Absolute paths of the files that its texts refer to. */
  readonly references: readonly string[];
  readonly secrets: readonly Secret[];
}

/** How a source file is looked at. */
export interface SourceFileOptions {
  /** What `${env:…}` refers to; without it no reference is followed. */
  readonly env: Env | undefined;
  /** Where relative paths start. */
  readonly folder: string;
  /** What to think of sources that are not Asana's. */
  readonly others: "refused" | "allowed";
}

/** Takes the sources out of a source file and checks each. */
export async function loadSourceFile(
  json: JsonFile,
  { env, folder, others }: SourceFileOptions,
): Promise<LoadedSourceFile> {
  const expanded = await expandReferences(json, env, folder);
  const { value, issues: unexpanded, references } = expanded;
  const secrets = [json.value, value].flatMap((one) => secretTextsIn(one)).map((text) => new Secret(text));
  const opened = openEnvelope(value, json.placeOf);
  const checked = opened.sources.map((source) => checkSource(source, json.placeOf, others));
  const isWhole = unexpanded.length === 0;
  const found = [...opened.issues, ...checked.flatMap(({ issues }) => issues)];
  return {
    sources: isWhole ? checked.flatMap(({ source }) => source ?? []) : [],
    names: opened.sources.flatMap(({ value: source, path }) => {
      const name = nameOf(source);
      return name === undefined ? [] : [{ name, origin: json.placeOf([...path, "config", "name"]) }];
    }),
    issues: [...unexpanded, ...withoutUnresolved(found, expanded)],
    references,
    secrets,
  };
}

function nameOf(source: unknown): string | undefined {
  const name = childOf(childOf(source, "config"), "name");
  return typeof name === "string" && name !== "" ? name : undefined;
}
