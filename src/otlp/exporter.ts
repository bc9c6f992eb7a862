import type { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { Receipt } from "./receipt.ts";
import type { Secret } from "./secret-headers.ts";
import { createSender, type SenderOptions } from "./sender.ts";

/** What an exporter needs to know. */
export interface ExporterOptions extends Omit<SenderOptions, "url"> {
  /** Used as it is, with no path added. */
  readonly logsUrl: Secret;
  readonly protocol: "http/json" | "http/protobuf";
}

/** Sends records to one OTLP/HTTP endpoint; all sources may share it and send at the same time. */
export interface Exporter {
  /** Never rejects: whatever goes wrong is a receipt. No receipt repeats the URL's path or a header. */
  send(records: readonly ReadableLogRecord[]): Promise<Receipt>;
  /**
   * Sends a request without any record, which an endpoint should accept, says OTLP: it tells whether the endpoint is
   * there, lets us in and speaks our encoding. What it would do with records stays unknown. Never rejects, as `send`.
   */
  probe(): Promise<Receipt>;
  /** Waits for the sends under way, then closes the connections. */
  shutdown(): Promise<void>;
}

/**
 * Creates the exporter of log records.
 *
 * @throws ConfigError when the URL or a TLS file cannot be used
 */
export async function createExporter({ logsUrl, protocol, ...options }: ExporterOptions): Promise<Exporter> {
  const sender = await createSender({ ...options, url: logsUrl }, await loadExporter(protocol));
  return {
    send: async (records) => (records.length === 0 ? { kind: "accepted" } : sender.send([...records])),
    probe: () => sender.send([]),
    shutdown: () => sender.shutdown(),
  };
}

/** Loads one of the two, which costs start-up time and memory. */
async function loadExporter(protocol: ExporterOptions["protocol"]): Promise<typeof OTLPLogExporter> {
  const module =
    protocol === "http/json"
      ? await import("@opentelemetry/exporter-logs-otlp-http")
      : await import("@opentelemetry/exporter-logs-otlp-proto");
  return module.OTLPLogExporter;
}
