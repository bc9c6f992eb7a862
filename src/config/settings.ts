import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import type { ReceiverSettings } from "../generated/receiver.ts";
import { type ApiSettings, readApi } from "./api-settings.ts";
import { type AsanaSettings, readAsana } from "./asana-settings.ts";
import { type EndpointSettings, readEndpoint } from "./endpoint.ts";
import { type EventSettings, readEventSettings } from "./event-settings.ts";
import { type Env, type Expanded, expandReferences, withoutUnresolved } from "./expand.ts";
import { errorAt, type Issue } from "./issue.ts";
import { type JsonFile, readJsonFile } from "./json-file.ts";
import { type LogLevel, readLogLevel } from "./log-level.ts";
import { type MetricsSettings, readMetrics } from "./metrics-settings.ts";
import { readOtlpEnv } from "./otlp-env.ts";
import { type ReadingSettings, readReading } from "./reading-settings.ts";
import { readResource } from "./resource.ts";
import { readFlags, type SettingsFlags } from "./settings-flags.ts";
import { createLayer, findSetting, type LayerResult, type SettingsLayer } from "./settings-layer.ts";
import { joinOverrides, placeOfName } from "./settings-overrides.ts";
import { type Report, toDurationMs, toPath } from "./settings-values.ts";
import { defaultStorageFolder } from "./storage-folder.ts";

export type { ApiSettings } from "./api-settings.ts";
export type { SettingsFlags } from "./settings-flags.ts";

/** Everything that is the same for all sources. */
export interface Settings extends ReadingSettings, EventSettings {
  /** Absolute path of a source file or a folder of them; undefined when nothing names one. */
  readonly sources: string | undefined;
  readonly asana: AsanaSettings;
  readonly endpoint: EndpointSettings;
  readonly profile: "otel" | "sumologic";
  readonly body: "json" | "map" | "none";
  /** How much goes into one request to the endpoint. */
  readonly batch: { readonly maxRecords: number; readonly maxBytes: number };
  readonly retry: Required<NonNullable<ReceiverSettings["retry"]>>;
  readonly health: {
    readonly isExported: boolean;
    readonly lagLimitMs: number;
    readonly silenceLimitMs: number;
  };
  /** Undefined where our own metrics are not pushed. */
  readonly metrics: MetricsSettings | undefined;
  /** Resource attributes of every record. */
  readonly resource: Readonly<Record<string, string>>;
  /** Absolute path of the folder of our own state. */
  readonly storage: string;
  /** Undefined when the API is switched off. */
  readonly api: ApiSettings | undefined;
  /** How this receiver is called where it is one of several Collectors. */
  readonly collector: { readonly id: number; readonly name: string };
  readonly shutdownTimeoutMs: number;
  readonly logLevel: LogLevel;
}

/** The settings, which may be used when no issue is an error. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly issues: readonly Issue[];
  /** What they were made of; what stands first wins. */
  readonly layers: readonly SettingsLayer[];
  /** Absolute paths of the settings file and of the files that its texts refer to. */
  readonly files: readonly string[];
}

const HOUR_MS = 3_600_000;

/**
 * Loads the settings: a flag wins over an `OTEL_*` variable, which wins over the file `flags.settings`, which wins
 * over the default. It does not throw: whatever is wrong is an issue, and no issue holds a value.
 *
 * @param values settings that a program gives, in the file's shape and as they stand; they win over all others
 */
export async function loadSettings({
  flags,
  values = {},
  env = process.env,
  cwd = process.cwd(),
}: {
  readonly flags: SettingsFlags;
  readonly values?: object;
  readonly env?: Env;
  readonly cwd?: string;
}): Promise<LoadedSettings> {
  const above = readAbove(flags, env, cwd);
  const path = flags.settings === undefined ? undefined : resolve(cwd, flags.settings);
  const file = path === undefined ? undefined : await readFile(path, env);
  const given = createLayer(values, {
    folder: cwd,
    placeOf: (path) => placeOfName(path.join(".") || "options"),
    whole: "the options object",
  });
  const results = [given, above, ...(file === undefined ? [] : [file])];
  const issues: Issue[] = results.flatMap((result) => result.issues);
  const layers = results.map(({ layer }) => layer);
  const { level, issues: levelIssues } = readLogLevel(flags.logLevel, env);
  issues.push(...levelIssues);
  const settings = readSettings(layers, env, level, (issue) => issues.push(issue));
  const expanded = file?.expanded;
  return {
    settings,
    issues: expanded === undefined ? issues : [...expanded.issues, ...withoutUnresolved(issues, expanded)],
    layers,
    files: [...(path === undefined ? [] : [path]), ...(expanded?.references ?? [])],
  };
}

/**
 * Checks the content of a settings file by itself: no reference is followed, and neither flags nor variables stand
 * above it.
 */
export async function checkSettingsFile(json: JsonFile, folder: string): Promise<readonly Issue[]> {
  const expanded = await expandReferences(json, undefined, folder);
  const { layer, issues: shape } = createLayer(expanded.value, { folder, placeOf: json.placeOf, expanded });
  const issues: Issue[] = [...shape];
  const { file } = json.placeOf([]);
  // What is wrong elsewhere, such as a user without a home, is not the file's mistake.
  readSettings([layer], {}, "info", (issue) => issue.file === file && issues.push(issue));
  return [...expanded.issues, ...withoutUnresolved(issues, expanded)];
}

/** What stands above the file: variables, and flags above them. */
function readAbove(flags: SettingsFlags, env: Env, cwd: string): LayerResult {
  const { overrides, issues } = readOtlpEnv(env, flags);
  // A flag for the base URL names the endpoint anew, so the variable for the whole URL is out of force as well.
  const inForce = overrides.filter(
    ({ path: [key] }) => flags.endpoint === undefined || key !== "logsEndpoint",
  );
  const { value, placeOf } = joinOverrides([...inForce, ...readFlags(flags)]);
  const above = createLayer(value, { folder: cwd, placeOf });
  return { layer: above.layer, issues: [...issues, ...above.issues] };
}

async function readFile(
  path: string,
  env: Env,
): Promise<LayerResult & { readonly expanded: Expanded | undefined }> {
  const folder = dirname(path);
  const { json, issues: syntax } = await readJsonFile(path);
  if (json === undefined) {
    const layer = { values: {}, folder, placeOf: () => placeOfName(path) };
    return { layer, issues: syntax, expanded: undefined };
  }
  const expanded = await expandReferences(json, env, folder);
  const { layer, issues } = createLayer(expanded.value, { folder, placeOf: json.placeOf, expanded });
  return { layer, issues: [...syntax, ...issues], expanded };
}

function readSettings(
  layers: readonly SettingsLayer[],
  env: Env,
  logLevel: LogLevel,
  report: Report,
): Settings {
  const profile = findSetting(layers, "profile")?.value ?? "otel";
  // Sumo Logic documents no JSON for OTLP.
  const defaultProtocol = profile === "sumologic" ? "http/protobuf" : "http/json";
  const endpoint = readEndpoint(layers, env, defaultProtocol, report);
  return {
    sources: toPath(findSetting(layers, "sources")),
    asana: readAsana(layers, env, report),
    endpoint,
    profile,
    body: readBody(layers, profile, report),
    ...readReading(layers, report),
    batch: {
      maxRecords: findSetting(layers, "maxBatchRecords")?.value ?? 1000,
      // Sumo Logic advises 100 kB to 1 MB a request; an OpenTelemetry Collector takes 20 MB.
      maxBytes:
        findSetting(layers, "maxBatchBytes")?.value ?? (profile === "sumologic" ? 1_000_000 : 4_000_000),
    },
    ...readEventSettings(layers, report),
    retry: {
      ThirdPartyGeneric: findSetting(layers, "retry", "ThirdPartyGeneric")?.value ?? "indefinitely",
      FirstPartyGeneric: findSetting(layers, "retry", "FirstPartyGeneric")?.value ?? "indefinitely",
    },
    health: {
      isExported: findSetting(layers, "health", "export")?.value ?? true,
      lagLimitMs: toDurationMs(findSetting(layers, "health", "lagLimit"), HOUR_MS, report),
      silenceLimitMs: toDurationMs(findSetting(layers, "health", "silenceLimit"), 24 * HOUR_MS, report),
    },
    metrics: readMetrics(layers, env, endpoint, report),
    resource: readResource(layers, env, report),
    storage: readStorage(layers, env, report),
    api: readApi(layers, report),
    collector: {
      id: findSetting(layers, "collector", "id")?.value ?? 1,
      name: findSetting(layers, "collector", "name")?.value ?? hostname(),
    },
    shutdownTimeoutMs: toDurationMs(findSetting(layers, "shutdownTimeout"), 30_000, report),
    logLevel,
  };
}

function readBody(
  layers: readonly SettingsLayer[],
  profile: Settings["profile"],
  report: Report,
): Settings["body"] {
  const found = findSetting(layers, "body");
  if (profile === "sumologic" && found !== undefined && found.value !== "json") {
    const message = 'body must be "json" with the profile "sumologic"';
    const hint = "Sumo Logic's Asana app and Cloud SIEM read Asana's own text";
    report(errorAt(found.place, { code: "wrong-value", message, hint }));
  }
  return found?.value ?? "json";
}

function readStorage(layers: readonly SettingsLayer[], env: Env, report: Report): string {
  const storage = toPath(findSetting(layers, "storage")) ?? defaultStorageFolder(env);
  if (storage !== undefined) return storage;
  const message = "there is no folder for checkpoints: this user has no home";
  report(errorAt(placeOfName("--storage"), { code: "missing-key", message, hint: "Name a folder" }));
  return "";
}
