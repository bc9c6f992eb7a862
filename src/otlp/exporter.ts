import type { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { ConfigError } from "../lib/errors.ts";
import { type AgentOptions, createAgent } from "./agent.ts";
import { createOutcomeTap } from "./outcome-tap.ts";
import { type Receipt, toReceipt } from "./receipt.ts";
import { redact, secretsOfUrl } from "./redaction.ts";
import { createSecretHeaders, type Secret } from "./secret-headers.ts";
import { useSerializer } from "./serializer.ts";

/** What an exporter needs to know. */
export interface ExporterOptions extends AgentOptions {
  /** Used as it is, with no path added. */
  readonly logsUrl: Secret;
  readonly protocol: "http/json" | "http/protobuf";
  /** Revealed again for every request, so that a rotated token is used at once. */
  readonly headers: Readonly<Record<string, Secret>>;
  readonly compression: "none" | "gzip";
  /** Bound on one `send`, the exporter's own retries included. */
  readonly timeoutMs: number;
  readonly userAgent: string;
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

type OtlpOptions = NonNullable<ConstructorParameters<typeof OTLPLogExporter>[0]>;
/** An enum of the two words; the package that exports it is not a dependency of ours. */
type OtlpCompression = NonNullable<OtlpOptions["compression"]>;

/**
 * OpenTelemetry's exporter refuses what is above its limit, and counts a send until after its callback; sources
 * hold one send each, so there is nothing for a limit to protect.
 */
const NO_LIMIT = Number.POSITIVE_INFINITY;

/**
 * Creates the exporter: OpenTelemetry's own, with a tap on what its result leaves out. Every option that it would
 * otherwise take from OTEL_* variables is given, so they are read once, by the settings.
 *
 * @throws ConfigError when the URL or a TLS file cannot be used
 */
export async function createExporter(options: ExporterOptions): Promise<Exporter> {
  const url = toUrl(options.logsUrl.reveal());
  const agent = await createAgent(url, options);
  const exporterClass = await loadExporter(options.protocol);
  const urlSecrets = secretsOfUrl(url);
  const headers = createSecretHeaders(options.headers);
  const otlp = new exporterClass({
    url: url.href,
    headers: async () => headers.reveal(),
    compression: options.compression as OtlpCompression,
    timeoutMillis: options.timeoutMs,
    concurrencyLimit: NO_LIMIT,
    httpAgentOptions: () => agent,
    userAgent: options.userAgent,
  });
  useSerializer(otlp, options.protocol);
  const tap = createOutcomeTap((request) => headers.apply(request));
  const exportNow = async (records: readonly ReadableLogRecord[]): Promise<Receipt> => {
    const outcome = await tap.watch((done) => otlp.export([...records], done), options.timeoutMs);
    return toReceipt(outcome, {
      now: Date.now(),
      redact: (text) => redact(text, [...urlSecrets, ...headers.secrets]),
    });
  };
  return {
    send: async (records) => (records.length === 0 ? { kind: "accepted" } : exportNow(records)),
    probe: () => exportNow([]),
    async shutdown() {
      await otlp.shutdown();
      tap.close();
      agent.destroy();
    },
  };
}

function toUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    // Not repeated here: the URL may be a credential.
    throw new ConfigError("The endpoint is not a URL that begins with http:// or https://", {
      hint: "Give it in full, such as http://localhost:4318.",
    });
  }
  return url;
}

/** Loads one of the two, which costs start-up time and memory. */
async function loadExporter(protocol: ExporterOptions["protocol"]): Promise<typeof OTLPLogExporter> {
  const module =
    protocol === "http/json"
      ? await import("@opentelemetry/exporter-logs-otlp-http")
      : await import("@opentelemetry/exporter-logs-otlp-proto");
  return module.OTLPLogExporter;
}
