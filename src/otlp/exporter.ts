import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { toJsonRequest } from "./json-request.ts";
import { toProtobufRequest } from "./protobuf-request.ts";
import type { Receipt } from "./receipt.ts";
import type { Secret } from "./secret-headers.ts";
import { createSender, type Encoding, type SenderOptions } from "./sender.ts";

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
  /** Where there is one, see `ProbedExporter`. */
  readonly probe?: () => Promise<Receipt>;
  /** Waits for the sends under way, then closes the connections. */
  shutdown(): Promise<void>;
}

/** An exporter of our own, whose endpoint can be asked without an event. */
export interface ProbedExporter extends Exporter {
  /**
   * Sends a request without any record, which an endpoint should accept, says OTLP: it tells whether the endpoint is
   * there, lets us in and speaks our encoding. What it would do with records stays unknown. Never rejects, as `send`.
   */
  readonly probe: () => Promise<Receipt>;
}

/** They write what OpenTelemetry's own serializers write, in a fraction of the time. */
const ENCODINGS: Readonly<Record<ExporterOptions["protocol"], Encoding<readonly ReadableLogRecord[]>>> = {
  "http/json": { contentType: "application/json", encode: toJsonRequest, count: ({ length }) => length },
  "http/protobuf": {
    contentType: "application/x-protobuf",
    encode: toProtobufRequest,
    count: ({ length }) => length,
  },
};

/**
 * Creates the exporter of log records.
 *
 * @throws ConfigError when the URL cannot be used
 */
export function createExporter({ logsUrl, protocol, ...options }: ExporterOptions): ProbedExporter {
  const sender = createSender({ ...options, url: logsUrl }, ENCODINGS[protocol]);
  return {
    send: async (records) => (records.length === 0 ? { kind: "accepted" } : sender.send(records)),
    probe: () => sender.send([]),
    shutdown: () => sender.shutdown(),
  };
}
