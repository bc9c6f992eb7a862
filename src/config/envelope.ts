import { errorAt, type Finding, type Issue, warningAt } from "./issue.ts";
import type { JsonFile } from "./json-file.ts";
import type { JsonPath } from "./json-place.ts";
import { unknownKey } from "./unknown-key.ts";

/** A `source` object as it stands in its envelope, not yet checked. */
export interface EnclosedSource {
  readonly value: unknown;
  readonly path: JsonPath;
}

/** What an envelope holds. */
export interface Opened {
  readonly sources: readonly EnclosedSource[];
  readonly issues: readonly Issue[];
}

const ENVELOPE_KEYS = ["$schema", "api.version", "source", "sources"];
const SOURCE_KEYS = ["config", "schemaRef", "sourceType"];
const CONFIG_KEYS = ["name", "personalAccessToken", "workspaceID"];

const WRAP_CONFIG =
  'Wrap it: {"source": {"config": …, "schemaRef": {"type": "Asana"}, "sourceType": "Universal"}}';

/**
 * Takes the sources out of an envelope: `source` or `sources`, with `api.version` or without. This is done here
 * and not by the schema, so that a mistake in a source is told once and not for every envelope it might be in.
 */
export function openEnvelope(value: unknown, placeOf: JsonFile["placeOf"]): Opened {
  const refuse = (message: string, hint: string): Opened => ({
    sources: [],
    issues: [errorAt(placeOf([]), { code: "no-envelope", message, hint })],
  });
  if (Array.isArray(value)) return refuse("the file holds a list", 'Wrap it: {"sources": […]}');
  if (!isObject(value))
    return refuse("the file holds no object", 'Write {"source": {…}} or {"sources": […]}');
  const isEnvelope = "source" in value || "sources" in value;
  if (!isEnvelope && SOURCE_KEYS.some((key) => key in value)) {
    return refuse("the file holds a source without its envelope", 'Wrap it: {"source": …}');
  }
  if (!isEnvelope && CONFIG_KEYS.some((key) => key in value)) {
    return refuse("the file holds the config of a source without its envelope", WRAP_CONFIG);
  }
  const unknown = Object.keys(value).filter((key) => !ENVELOPE_KEYS.includes(key));
  const issues = unknown.map((key) =>
    errorAt(placeOf([key], "key"), unknownKey("the file", key, ENVELOPE_KEYS)),
  );
  if ("api.version" in value && value["api.version"] !== "v1") {
    const message = 'api.version must be "v1"';
    issues.push(errorAt(placeOf(["api.version"]), { code: "wrong-value", message }));
  }
  const opened = takeSources(value, placeOf);
  // Without a source, a misspelt key is what is wrong; that it is missing follows from it.
  const follows = !isEnvelope && issues.length > 0;
  return { sources: opened.sources, issues: follows ? issues : [...issues, ...opened.issues] };
}

function takeSources(envelope: Readonly<Record<string, unknown>>, placeOf: JsonFile["placeOf"]): Opened {
  const { source, sources } = envelope;
  const refuse = (finding: Finding, path: JsonPath = []): Opened => ({
    sources: [],
    issues: [errorAt(placeOf(path), finding)],
  });
  if ("source" in envelope && "sources" in envelope) {
    const hint = 'Move the one into the list of "sources"';
    return refuse({ code: "two-envelopes", message: "the file has both source and sources", hint });
  }
  if ("source" in envelope) return { sources: [{ value: source, path: ["source"] }], issues: [] };
  if (!("sources" in envelope)) {
    const hint = 'Write {"source": {…}} or {"sources": […]}';
    return refuse({ code: "no-envelope", message: "the file has neither source nor sources", hint });
  }
  if (!Array.isArray(sources)) {
    const hint = 'One source alone is {"source": {…}}';
    return refuse({ code: "wrong-type", message: "sources must be a list", hint }, ["sources"]);
  }
  const listed = sources.map((value, index) => ({ value, path: ["sources", String(index)] }));
  const isEmpty = { code: "no-sources", message: "sources is an empty list" };
  return { sources: listed, issues: listed.length > 0 ? [] : [warningAt(placeOf(["sources"]), isEmpty)] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
