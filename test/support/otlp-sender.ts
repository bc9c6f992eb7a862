import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { createExporter, type ExporterOptions, type ProbedExporter } from "../../src/otlp/exporter.ts";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";

/** The path of every endpoint in the tests: a credential, as with Sumo Logic. */
export const SECRET_PATH = "/receiver/v1/otlp/ZaVnC4dhaV0secretPathToken==/v1/logs";

/** A header's value in every test: a credential, too. */
export const SECRET_HEADER = "Bearer 0123456789-secret-header-token";

/** A text that can be revealed, as the settings hold it. */
export function secret(text: string): { reveal(): string } {
  return { reveal: () => text };
}

/** Creates an exporter toward `origin`. */
export function createTestExporter(origin: string, options: Partial<ExporterOptions> = {}): ProbedExporter {
  return createExporter({
    logsUrl: secret(`${origin}${SECRET_PATH}`),
    protocol: "http/json",
    headers: { authorization: secret(SECRET_HEADER) },
    compression: "none",
    timeoutMs: 20_000,
    tls: {},
    userAgent: "otel-asana-receiver/test",
    ...options,
  });
}

/** Records `<record-0>`, `<record-1>` and so on. */
export function sampleRecords(count: number): readonly ReadableLogRecord[] {
  const pipe = createRecordPipe({
    resource: { "service.name": "test" },
    scope: { name: "test", version: "1" },
  });
  return pipe.toReadable(
    Array.from({ length: count }, (_, index) => ({
      body: `<record-${index}>`,
      attributes: { "log.record.uid": `gid-${index}` },
    })),
  );
}

/** The bodies of the records in a request, in either encoding. */
export function bodiesIn(request: { readonly body: Buffer }): readonly string[] {
  return request.body.toString("latin1").match(/<record-\d+>/g) ?? [];
}
