import { randomUUID } from "node:crypto";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import type { Env } from "./expand.ts";
import { parseKeyValues } from "./key-values.ts";
import { findSetting, type SettingsLayer } from "./settings-layer.ts";
import { leftOut } from "./settings-overrides.ts";
import type { Report } from "./settings-values.ts";

const ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";

/**
 * The resource attributes that all sources share. `OTEL_SERVICE_NAME` wins over `OTEL_RESOURCE_ATTRIBUTES`, which
 * wins over the file, attribute by attribute. Of a list with a part that cannot be read nothing is taken, as OpenTelemetry's
 * specification asks: where a part ends is then not known.
 */
export function readResource(
  layers: readonly SettingsLayer[],
  env: Env,
  report: Report,
): Record<string, string> {
  const text = env[ATTRIBUTES];
  const attributes = text ? parseKeyValues(text) : {};
  if (attributes === undefined) {
    const message = "must be a list such as name=value,name2=value2";
    const hint = "Within names and values write %2C for a comma, %3D for =, %25 for %";
    report(leftOut(ATTRIBUTES, message, hint));
  }
  const serviceName = env["OTEL_SERVICE_NAME"];
  return {
    "service.name": PACKAGE_NAME,
    "service.version": PACKAGE_VERSION,
    "service.instance.id": randomUUID(),
    ...findSetting(layers, "resource")?.value,
    ...attributes,
    ...(serviceName ? { "service.name": serviceName } : {}),
  };
}
