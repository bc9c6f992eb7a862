import type { AnyValue, AnyValueMap, Logger, LogRecord } from "@opentelemetry/api-logs";
import { ExportResultCode } from "@opentelemetry/core";
import type { LogRecordExporter, ReadableLogRecord } from "@opentelemetry/sdk-logs";

/** What is needed of a program's own LoggerProvider; that of `@opentelemetry/sdk-logs` fits. */
export interface FlushableProvider {
  getLogger(name: string, version?: string, options?: { readonly schemaUrl?: string }): Logger;
  /** Should wait until what was emitted has left, and reject when it has not. */
  forceFlush(): Promise<void>;
}

/** What a provider's own resource says itself. */
const PROVIDERS_OWN = /^(service|telemetry\.sdk)\./;

/**
 * Makes an exporter that emits through a LoggerProvider and flushes it. That the flush has resolved is all that a
 * provider tells: its processors may have dropped records all the same. Its resource is one for all, so what ours says
 * of the source becomes attributes of the record.
 */
export function createProviderExporter(provider: FlushableProvider): LogRecordExporter {
  const emit = (record: ReadableLogRecord): void => {
    const { name, version, schemaUrl } = record.instrumentationScope;
    provider.getLogger(name, version, schemaUrl === undefined ? {} : { schemaUrl }).emit(toLogRecord(record));
  };
  return {
    export(records, done) {
      const flushed = async (): Promise<void> => {
        for (const record of records) emit(record);
        await provider.forceFlush();
      };
      flushed().then(
        () => done({ code: ExportResultCode.SUCCESS }),
        (error) => done({ code: ExportResultCode.FAILED, error }),
      );
    },
    forceFlush: () => provider.forceFlush(),
    // It belongs to the program, which may have other uses for it.
    shutdown: async () => undefined,
  };
}

function toLogRecord(record: ReadableLogRecord): LogRecord {
  const { hrTime, hrTimeObserved, severityNumber, severityText, body, eventName } = record;
  return {
    timestamp: hrTime,
    observedTimestamp: hrTimeObserved,
    ...(severityNumber === undefined ? {} : { severityNumber }),
    ...(severityText === undefined ? {} : { severityText }),
    ...(eventName === undefined ? {} : { eventName }),
    // The SDK types these as unknown values; what is in them came from a LogRecord.
    body: body as AnyValue,
    attributes: { ...sourceAttributes(record), ...(record.attributes as AnyValueMap) },
  };
}

function sourceAttributes({ resource }: ReadableLogRecord): AnyValueMap {
  const attributes: AnyValueMap = {};
  for (const [name, value] of Object.entries(resource.attributes)) {
    if (typeof value === "string" && !PROVIDERS_OWN.test(name)) attributes[name] = value;
  }
  return attributes;
}
