import type { Agent } from "node:http";
import type { ExportResult } from "@opentelemetry/core";
import { ConfigError } from "../lib/errors.ts";
import type { HttpObserver } from "../lib/http-exchange.ts";
import { type AgentOptions, createAgent } from "./agent.ts";
import { createOutcomeTap } from "./outcome-tap.ts";
import { type Receipt, toReceipt } from "./receipt.ts";
import { redact, secretsOfUrl } from "./redaction.ts";
import { createSecretHeaders, type Secret } from "./secret-headers.ts";
import { watchRequest } from "./watch-request.ts";

/** How one signal is sent to one endpoint. */
export interface SenderOptions extends AgentOptions {
  /** Used as it is, with no path added. */
  readonly url: Secret;
  /** Revealed again for every request, so that a rotated token is used at once. */
  readonly headers: Readonly<Record<string, Secret>>;
  readonly compression: "none" | "gzip";
  /** Bound on one `send`, the exporter's own retries included. */
  readonly timeoutMs: number;
  readonly userAgent: string;
  /** Sees every request. */
  readonly http?: HttpObserver | undefined;
}

/** Sends whatever its exporter takes. */
export interface Sender<T> {
  /** Never rejects: whatever goes wrong is a receipt. No receipt repeats the URL's path or a header. */
  send(items: T): Promise<Receipt>;
  /** Waits for the sends under way, then closes the connections. */
  shutdown(): Promise<void>;
}

/** What an exporter is told, in the words of OpenTelemetry's own. */
export interface WireOptions {
  readonly url: string;
  readonly headers: () => Promise<Record<string, string>>;
  readonly compression: "none" | "gzip";
  readonly timeoutMillis: number;
  readonly concurrencyLimit: number;
  readonly httpAgentOptions: () => Agent;
  readonly userAgent: string;
}

/** What OpenTelemetry's exporters have in common. */
export interface WireExporter<T> {
  export(items: T, done: (result: ExportResult) => void): void;
  shutdown(): Promise<void>;
}

/**
 * OpenTelemetry's exporter refuses what is above its limit, and counts a send until after its callback; sources
 * hold one send each, so there is nothing for a limit to protect.
 */
const NO_LIMIT = Number.POSITIVE_INFINITY;

/**
 * Creates a sender: an exporter, with a tap on what its result leaves out. Every option that it would
 * otherwise take from OTEL_* variables is given, so they are read once, by the settings.
 *
 * @throws ConfigError when the URL or a TLS file cannot be used
 */
export async function createSender<T>(
  options: SenderOptions,
  createWire: (options: WireOptions) => WireExporter<T>,
): Promise<Sender<T>> {
  const url = toUrl(options.url.reveal());
  const agent = createAgent(url, options);
  const urlSecrets = secretsOfUrl(url);
  const headers = createSecretHeaders(options.headers);
  const otlp = createWire({
    url: url.href,
    headers: async () => headers.reveal(),
    compression: options.compression,
    timeoutMillis: options.timeoutMs,
    concurrencyLimit: NO_LIMIT,
    httpAgentOptions: () => agent,
    userAgent: options.userAgent,
  });
  const redactOurs = (text: string): string => redact(text, [...urlSecrets, ...headers.secrets]);
  const tap = createOutcomeTap((request) => {
    headers.apply(request);
    if (options.http !== undefined) watchRequest(request, { url, redact: redactOurs }, options.http);
  });
  return {
    async send(items) {
      const outcome = await tap.watch((done) => otlp.export(items, done), options.timeoutMs);
      return toReceipt(outcome, { now: Date.now(), proxy: options.proxy?.label, redact: redactOurs });
    },
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
