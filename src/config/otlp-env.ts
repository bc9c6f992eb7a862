import type { ReceiverSettings } from "../generated/receiver.ts";
import type { Env } from "./expand.ts";
import { errorAt, type Issue } from "./issue.ts";
import type { JsonPath } from "./json-place.ts";
import { parseKeyValues } from "./key-values.ts";
import type { SettingsFlags } from "./settings-flags.ts";
import { leftOut, placeOfName, type SettingOverride } from "./settings-overrides.ts";
import { LONGEST_DURATION_MS } from "./settings-values.ts";

/** The settings of OpenTelemetry's exporter variables, and what could not be read. */
export interface OtlpEnv {
  readonly overrides: readonly SettingOverride[];
  readonly issues: readonly Issue[];
}

const PREFIX = "OTEL_EXPORTER_OTLP_";
const LOGS_PREFIX = "OTEL_EXPORTER_OTLP_LOGS_";
const METRICS_PREFIX = "OTEL_EXPORTER_OTLP_METRICS_";

/** Variables whose text is the setting's value. */
const FILES: Readonly<Record<string, JsonPath>> = {
  CERTIFICATE: ["tls", "ca"],
  CLIENT_CERTIFICATE: ["tls", "cert"],
  CLIENT_KEY: ["tls", "key"],
};

const PROTOCOLS = ["http/json", "http/protobuf"] satisfies ReceiverSettings["protocol"][];
const COMPRESSIONS = ["none", "gzip"] satisfies ReceiverSettings["compression"][];

/**
 * Reads `OTEL_EXPORTER_OTLP_*` and `OTEL_EXPORTER_OTLP_LOGS_*`, which wins variable by variable: headers meant
 * for another endpoint do not come along. An empty variable counts as unset.
 *
 * These may be meant for all programs of a host. So one that cannot be read is left out, as OpenTelemetry's specification
 * asks, and a warning says so; but what says where records go, and with what credentials, is an error.
 */
export function readOtlpEnv(env: Env, { protocol }: Pick<SettingsFlags, "protocol">): OtlpEnv {
  const find = (suffix: string, read: Reader): Reading[] =>
    readFirst(env, [LOGS_PREFIX + suffix, PREFIX + suffix], read);
  const readings = [
    ...find("ENDPOINT", (variable) => {
      const key = variable.name.startsWith(LOGS_PREFIX) ? "logsEndpoint" : "endpoint";
      return toText([key])(variable);
    }),
    // Below a flag it is out of force, whatever it says.
    ...(protocol === undefined ? find("PROTOCOL", toChoice(["protocol"], PROTOCOLS)) : []),
    ...find("COMPRESSION", toChoice(["compression"], COMPRESSIONS)),
    ...Object.entries(FILES).flatMap(([suffix, path]) => find(suffix, toText(path))),
    ...find("TIMEOUT", toMilliseconds(["timeout"])),
    ...find("HEADERS", toHeaders(["headers"])),
    ...readMetricsEnv(env),
  ];
  return {
    overrides: readings.flatMap((reading) => ("override" in reading ? reading.override : [])),
    issues: readings.flatMap((reading) => ("issue" in reading ? reading.issue : [])),
  };
}

const WRONG_HEADERS = {
  code: "wrong-value",
  message: "must be a list such as name=value,name2=value2",
  hint: "Within names and values write %2C for a comma, %3D for =, %25 for %",
};

/** A variable that is set, and its text. */
interface Variable {
  readonly name: string;
  readonly text: string;
}

type Reading = { readonly override: SettingOverride } | { readonly issue: Issue };

type Reader = (variable: Variable) => Reading;

/** What is left out gives way to the next one. */
function readFirst(env: Env, names: readonly string[], read: Reader): Reading[] {
  const readings: Reading[] = [];
  for (const name of names) {
    const text = env[name]?.trim() ?? "";
    if (text === "") continue;
    const reading = read({ name, text });
    readings.push(reading);
    if ("override" in reading || reading.issue.severity === "error") break;
  }
  return readings;
}

/** What is not read here, metrics have in common with the logs. */
function readMetricsEnv(env: Env): Reading[] {
  const endpoint = readFirst(env, [`${METRICS_PREFIX}ENDPOINT`], toText(["metrics", "endpoint"]));
  // Those for all signals are not for an endpoint that somebody else, the file, names.
  const general = endpoint.length === 0 ? [] : [`${PREFIX}HEADERS`];
  return [
    ...readFirst(env, ["OTEL_METRICS_EXPORTER"], toMetricsExport),
    ...endpoint,
    ...readFirst(env, [`${METRICS_PREFIX}HEADERS`, ...general], toHeaders(["metrics", "headers"])),
    ...readFirst(env, ["OTEL_METRIC_EXPORT_INTERVAL"], toMilliseconds(["metrics", "interval"])),
  ];
}

function toText(path: JsonPath): Reader {
  return ({ name, text }) => ({ override: { path, value: text, name } });
}

function toChoice(path: JsonPath, choices: readonly string[]): Reader {
  return ({ name, text }) => {
    // The specification asks for names in any case.
    const value = text.toLowerCase();
    if (choices.includes(value)) return { override: { path, value, name } };
    return { issue: leftOut(name, `must be ${choices.join(" or ")}`) };
  };
}

function toMetricsExport({ name, text }: Variable): Reading {
  const exporters = text.toLowerCase().split(/\s*,\s*/);
  const isKnown = exporters.every((exporter) => ["otlp", "prometheus", "none"].includes(exporter));
  if (isKnown) return { override: { path: ["metrics", "export"], value: exporters.includes("otlp"), name } };
  const message = "must be otlp or none; prometheus is always served, with the API, at /metrics";
  return { issue: leftOut(name, message) };
}

function toMilliseconds(path: JsonPath): Reader {
  return ({ name, text }) => {
    const isUsable = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= LONGEST_DURATION_MS;
    if (isUsable) return { override: { path, value: `${text}ms`, name } };
    return { issue: leftOut(name, "must be a number of milliseconds, such as 10000") };
  };
}

function toHeaders(path: JsonPath): Reader {
  return ({ name, text }) => {
    const value = parseKeyValues(text);
    if (value === undefined) return { issue: errorAt(placeOfName(name), WRONG_HEADERS) };
    return { override: { path, value, name } };
  };
}
