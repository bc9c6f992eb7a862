import type { LogRecord } from "@opentelemetry/api-logs";
import { ProtobufLogsSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider, type LogRecordProcessor, type ReadableLogRecord } from "@opentelemetry/sdk-logs";

/** The protobuf bytes that OpenTelemetry's own SDK and serializer make of records. */
export function serializeLogs(...records: LogRecord[]): Uint8Array<ArrayBuffer> {
  const emitted: ReadableLogRecord[] = [];
  const processor: LogRecordProcessor = {
    onEmit: (record) => void emitted.push(record),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  };
  const resource = resourceFromAttributes({ "service.name": "audit", "service.retries": 3 });
  const provider = new LoggerProvider({
    resource,
    processors: [processor],
    logRecordLimits: { attributeCountLimit: 4 },
  });
  const logger = provider.getLogger("scope", "1.2.3", { schemaUrl: "https://example.com/schema" });
  for (const record of records) logger.emit(record);
  const bytes = ProtobufLogsSerializer.serializeRequest(emitted);
  if (bytes === undefined) throw new Error("nothing was serialized");
  return new Uint8Array(bytes);
}
