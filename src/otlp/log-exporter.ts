import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { ExportResultCode } from "@opentelemetry/core";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { toJsonRequest } from "./json-request.ts";
import { post } from "./post.ts";
import { toProtobufRequest } from "./protobuf-request.ts";
import type { WireExporter, WireOptions } from "./sender.ts";

const ENCODINGS = {
  "http/json": { contentType: "application/json", encode: toJsonRequest },
  "http/protobuf": { contentType: "application/x-protobuf", encode: toProtobufRequest },
} as const;

/** JSON becomes a ninth of its size; gzip's own level 6 makes it an eleventh, in twice the time. */
const FAST = { level: 3 };

const pack = promisify(gzip);

/**
 * Creates what OpenTelemetry's OTLPLogExporter is, with encoders of our own, which write the same bytes in a fraction of
 * the time; with a faster gzip, once for all attempts; and with requests that say how long they are.
 */
export function createLogExporter(
  protocol: keyof typeof ENCODINGS,
  { url, userAgent, compression, timeoutMillis, httpAgentOptions, headers }: WireOptions,
): WireExporter<ReadableLogRecord[]> {
  const { contentType, encode } = ENCODINGS[protocol];
  const isPacked = compression === "gzip";
  const options = {
    url,
    userAgent,
    agent: httpAgentOptions(),
    timeoutMs: timeoutMillis,
    headers: async () => ({
      ...(await headers()),
      "Content-Type": contentType,
      ...(isPacked && { "Content-Encoding": "gzip" }),
    }),
  };
  const sending = new Set<Promise<void>>();
  const send = async (bytes: Uint8Array): Promise<void> =>
    post(isPacked ? await pack(bytes, FAST) : bytes, options);
  return {
    export(records, done) {
      const sent = send(encode(records)).then(
        () => done({ code: ExportResultCode.SUCCESS }),
        (error) => done({ code: ExportResultCode.FAILED, error }),
      );
      sending.add(sent);
      void sent.finally(() => sending.delete(sent));
    },
    async shutdown() {
      await Promise.all(sending);
    },
  };
}
