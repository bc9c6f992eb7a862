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
  const find = (suffix: string): { name: string; text: string } | undefined => {
    const name = [LOGS_PREFIX, PREFIX].map((prefix) => prefix + suffix).find((candidate) => env[candidate]);
    return name === undefined ? undefined : { name, text: (env[name] ?? "").trim() };
  };
  const endpoint = find("ENDPOINT");
  if (endpoint !== undefined) {
    const key = endpoint.name.startsWith(LOGS_PREFIX) ? "logsEndpoint" : "endpoint";
    overrides.push({ path: [key], value: endpoint.text, name: endpoint.name });
  }
  for (const [suffix, path] of Object.entries(TEXTS)) {
    const found = find(suffix);
    if (found !== undefined) overrides.push({ path, value: found.text, name: found.name });
  }
  const timeout = find("TIMEOUT");
  if (timeout !== undefined) {
    const { name, text } = timeout;
    if (/^\d+$/.test(text)) overrides.push({ path: ["timeout"], value: `${text}ms`, name });
    else issues.push(errorAt(placeOfName(name), WRONG_TIMEOUT));
  }
  const headers = find("HEADERS");
  if (headers !== undefined) {
    const value = parseKeyValues(headers.text);
    if (value !== undefined) overrides.push({ path: ["headers"], value, name: headers.name });
    else issues.push(errorAt(placeOfName(headers.name), WRONG_HEADERS));
  }
  return { overrides, issues };
}

const WRONG_TIMEOUT = { code: "wrong-value", message: "must be a number of milliseconds, such as 10000" };

const WRONG_HEADERS = {
  code: "wrong-value",
  message: "must be a list such as name=value,name2=value2",
  hint: "Within names and values write %2C for a comma, %3D for =, %25 for %",
};
