import type { Config, Source } from "../generated/asana-source.ts";
import { validateOtherSource, validateSource } from "../schema/registry.ts";
import { checkShape } from "./check-shape.ts";
import type { EnclosedSource } from "./envelope.ts";
import { errorAt, type Issue, type Place, quote, warningAt } from "./issue.ts";
import { childOf, type JsonPath, type PlaceOf } from "./json-place.ts";
import { Secret } from "./secret.ts";

/** One configured workspace whose audit log is followed. */
export interface SourceConfig {
  /** Unique among all sources. */
  readonly name: string;
  readonly description?: string;
  readonly category?: string;
  /** Metadata of every record; `_siemForward`, where it is given, is among them as a text. */
  readonly fields: Readonly<Record<string, string>>;
  readonly personalAccessToken: Secret;
  readonly workspaceID: string;
  /** Where its name stands. */
  readonly origin: Place;
}

/** A source, unless an issue is an error. */
export interface CheckedSource {
  readonly source?: SourceConfig;
  readonly issues: readonly Issue[];
}

/** Sumo Logic documents this limit for Collectors only. */
const LONGEST_NOTE = 1024;

/**
 * Checks one `source` object whose references are expanded.
 *
 * @param others whether sources of other types are at home in the file as well
 */
export function checkSource(
  { value, path }: EnclosedSource,
  placeOf: PlaceOf,
  others: "refused" | "allowed" = "refused",
): CheckedSource {
  const otherType = findOtherType(value);
  if (otherType !== undefined && others === "allowed") {
    return { issues: checkShape(validateOtherSource, { value, path, placeOf }) };
  }
  if (otherType !== undefined) {
    const message = `this is a source of the type ${quote(otherType)}`;
    const hint = 'Remove it: only sources of the type "Asana" belong here';
    const place = placeOf([...path, "schemaRef", "type"]);
    return { issues: [errorAt(place, { code: "other-source-type", message, hint })] };
  }
  if (!validateSource(value)) return { issues: checkShape(validateSource, { value, path, placeOf }) };
  return {
    source: toSourceConfig(value.config, placeOf([...path, "config", "name"])),
    issues: warn(value, path, placeOf),
  };
}

/** A collector's download holds all its sources; what another type needs in its config is no mistake of Asana's. */
function findOtherType(value: unknown): string | undefined {
  const type = childOf(childOf(value, "schemaRef"), "type");
  return typeof type === "string" && type.toLowerCase() !== "asana" ? type : undefined;
}

function toSourceConfig(config: Config, origin: Place): SourceConfig {
  const { name, description, category, fields = {}, personalAccessToken, workspaceID } = config;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    ...(category === undefined ? {} : { category }),
    fields: Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)])),
    personalAccessToken: new Secret(personalAccessToken),
    workspaceID,
    origin,
  };
}

function warn({ sourceType, config }: Source, path: JsonPath, placeOf: PlaceOf): Issue[] {
  const warnings: Issue[] = [];
  const warning = (below: JsonPath, code: string, message: string, hint: string): void => {
    warnings.push(warningAt(placeOf([...path, ...below]), { code, message, hint }));
  };
  if (sourceType === "Security") {
    warning(
      ["sourceType"],
      "source-type",
      'sourceType "Security" is read as "Universal"',
      'Write "Universal"',
    );
  }
  if (typeof config.fields?._siemForward === "string") {
    const message = "_siemForward is a text";
    warning(
      ["config", "fields", "_siemForward"],
      "text-boolean",
      message,
      "Write true or false, without quotes",
    );
  }
  if (!/^\d+$/.test(config.workspaceID)) {
    const hint = "Take the Domain ID from the settings of Asana's admin console";
    warning(["config", "workspaceID"], "workspace-id", "workspaceID is not made of digits only", hint);
  }
  for (const key of ["description", "category"] as const) {
    if ([...(config[key] ?? "")].length <= LONGEST_NOTE) continue;
    const message = `${key} has more than ${LONGEST_NOTE} characters, which Sumo Logic may refuse`;
    warning(["config", key], "long-text", message, "Shorten it");
  }
  return warnings;
}
