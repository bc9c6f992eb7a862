import { type LogRecord, SeverityNumber } from "@opentelemetry/api-logs";
import type { HealthEvent } from "./health-event.ts";

const SEVERITIES = {
  Error: { severityNumber: SeverityNumber.ERROR, severityText: "ERROR" },
  Warning: { severityNumber: SeverityNumber.WARN, severityText: "WARN" },
} as const;

const RECOVERED = { severityNumber: SeverityNumber.INFO, severityText: "INFO" } as const;

/** The log record of a health event; its JSON is the body, and nothing stands beside it, as Sumo Logic reads it. */
export function toHealthRecord(event: HealthEvent, observedAt: number): LogRecord {
  return {
    timestamp: Date.parse(event.eventTime),
    observedTimestamp: observedAt,
    ...(event.status === "Healthy" ? RECOVERED : SEVERITIES[event.severityLevel]),
    body: JSON.stringify(event),
  };
}

/** The metadata that Sumo Logic gives to the logs of its own health events, as resource attributes. */
export function toHealthResource(
  event: Pick<HealthEvent, "subsystem" | "eventName">,
): Record<string, string> {
  return {
    _sourceCategory: event.subsystem,
    _sourceName: event.eventName,
    _sourceHost: "no_sourceHost",
  };
}
