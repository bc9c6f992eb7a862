import type { Env } from "./expand.ts";
import { errorAt, type Issue } from "./issue.ts";
import type { JsonPath } from "./json-place.ts";
import { parseKeyValues } from "./key-values.ts";
import { placeOfName, type SettingOverride } from "./settings-overrides.ts";

/** The settings of OpenTelemetry's exporter variables, and what could not be read. */
export interface OtlpEnv {
  readonly overrides: readonly SettingOverride[];
  readonly issues: readonly Issue[];
}

const PREFIX = "OTEL_EXPORTER_OTLP_";
const LOGS_PREFIX = "OTEL_EXPORTER_OTLP_LOGS_";
const METRICS_PREFIX = "OTEL_EXPORTER_OTLP_METRICS_";

/** Variables whose text is the setting's value. */
const TEXTS: Readonly<Record<string, JsonPath>> = {
  PROTOCOL: ["protocol"],
  COMPRESSION: ["compression"],
  CERTIFICATE: ["tls", "ca"],
  CLIENT_CERTIFICATE: ["tls", "cert"],
  CLIENT_KEY: ["tls", "key"],
};

/**
 * Reads `OTEL_EXPORTER_OTLP_*` and `OTEL_EXPORTER_OTLP_LOGS_*`, which wins variable by variable: headers meant
 * for another endpoint do not come along. An empty variable counts as unset.
 */
export function readOtlpEnv(env: Env): OtlpEnv {
  const overrides: SettingOverride[] = [];
  const issues: Issue[] = [];
  const find = (suffix: string): Variable | undefined =>
    findVariable(env, [LOGS_PREFIX + suffix, PREFIX + suffix]);
  const endpoint = find("ENDPOINT");
  if (endpoint !== undefined) {
    const key = endpoint.name.startsWith(LOGS_PREFIX) ? "logsEndpoint" : "endpoint";
    overrides.push({ path: [key], value: endpoint.text, name: endpoint.name });
  }
  for (const [suffix, path] of Object.entries(TEXTS)) {
    const found = find(suffix);
    if (found !== undefined) overrides.push({ path, value: found.text, name: found.name });
  }
  const take = (result: LayerOverride): void => {
    if ("override" in result) overrides.push(result.override);
    else issues.push(result.issue);
  };
  const timeout = find("TIMEOUT");
  if (timeout !== undefined) take(toMilliseconds(["timeout"], timeout));
  const headers = find("HEADERS");
  if (headers !== undefined) take(toHeaders(["headers"], headers));
  for (const result of readMetricsEnv(env)) take(result);
  return { overrides, issues };
}

const WRONG_TIMEOUT = { code: "wrong-value", message: "must be a number of milliseconds, such as 10000" };

const WRONG_HEADERS = {
  code: "wrong-value",
  message: "must be a list such as name=value,name2=value2",
  hint: "Within names and values write %2C for a comma, %3D for =, %25 for %",
};

const WRONG_METRICS_EXPORTER = {
  code: "wrong-value",
  message: "must be otlp or none; prometheus is always served, with the API, at /metrics",
};

/** A variable that is set, and its text. */
interface Variable {
  readonly name: string;
  readonly text: string;
}

type LayerOverride = { readonly override: SettingOverride } | { readonly issue: Issue };

function findVariable(env: Env, names: readonly string[]): Variable | undefined {
  const name = names.find((candidate) => env[candidate]);
  return name === undefined ? undefined : { name, text: (env[name] ?? "").trim() };
}

/** What is not read here, metrics have in common with the logs. */
function readMetricsEnv(env: Env): LayerOverride[] {
  const found: LayerOverride[] = [];
  const exporter = findVariable(env, ["OTEL_METRICS_EXPORTER"]);
  if (exporter !== undefined) found.push(toMetricsExport(exporter));
  const endpoint = findVariable(env, [`${METRICS_PREFIX}ENDPOINT`]);
  if (endpoint !== undefined) {
    found.push({ override: { path: ["metrics", "endpoint"], value: endpoint.text, name: endpoint.name } });
  }
  // Those for all signals are not for an endpoint that somebody else, the file, names.
  const general = endpoint === undefined ? [] : [`${PREFIX}HEADERS`];
  const headers = findVariable(env, [`${METRICS_PREFIX}HEADERS`, ...general]);
  if (headers !== undefined) found.push(toHeaders(["metrics", "headers"], headers));
  const interval = findVariable(env, ["OTEL_METRIC_EXPORT_INTERVAL"]);
  if (interval !== undefined) found.push(toMilliseconds(["metrics", "interval"], interval));
  return found;
}

function toMetricsExport({ name, text }: Variable): LayerOverride {
  const exporters = text.toLowerCase().split(/\s*,\s*/);
  const isKnown = exporters.every((exporter) => ["otlp", "prometheus", "none"].includes(exporter));
  if (!isKnown) return { issue: errorAt(placeOfName(name), WRONG_METRICS_EXPORTER) };
  return { override: { path: ["metrics", "export"], value: exporters.includes("otlp"), name } };
}

function toMilliseconds(path: JsonPath, { name, text }: Variable): LayerOverride {
  return /^\d+$/.test(text)
    ? { override: { path, value: `${text}ms`, name } }
    : { issue: errorAt(placeOfName(name), WRONG_TIMEOUT) };
}

function toHeaders(path: JsonPath, { name, text }: Variable): LayerOverride {
  const value = parseKeyValues(text);
  return value === undefined
    ? { issue: errorAt(placeOfName(name), WRONG_HEADERS) }
    : { override: { path, value, name } };
}
