import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { LogRecordExporter, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { Exporter } from "./exporter.ts";
import { type ExportFailure, type Receipt, toReceipt } from "./receipt.ts";

/** How a program's own exporter is treated. */
export interface OwnExporterOptions {
  /** Bound on one export; what was not acknowledged until then is sent again. */
  readonly timeoutMs: number;
  /** Takes every configured secret out of a text. */
  readonly redact: (text: string) => string;
}

/**
 * Makes an exporter of a program's own one. Its callback is the acknowledgement: `SUCCESS` takes all the records,
 * anything else none of them. The number in an error's `code` counts as the endpoint's HTTP status, as OpenTelemetry's
 * OTLP exporters have it; any other failure is tried again.
 */
export function createOwnExporter(own: LogRecordExporter, options: OwnExporterOptions): Exporter {
  const { timeoutMs, redact } = options;
  const exportNow = async (records: readonly ReadableLogRecord[]): Promise<Receipt> => {
    const failure = await outcomeOf(own, records, timeoutMs);
    if (failure === undefined) return { kind: "accepted" };
    return toReceipt(failure, { sent: records.length, now: Date.now(), redact });
  };
  return {
    send: async (records) => (records.length === 0 ? { kind: "accepted" } : exportNow(records)),
    shutdown: () => own.shutdown(),
  };
}

function outcomeOf(
  own: LogRecordExporter,
  records: readonly ReadableLogRecord[],
  timeoutMs: number,
): Promise<ExportFailure | undefined> {
  return new Promise((resolve) => {
    const end = (failure?: ExportFailure): void => {
      clearTimeout(timer);
      resolve(failure);
    };
    const timer = setTimeout(() => end({ kind: "late", timeoutMs }), timeoutMs);
    const done = ({ code, error }: ExportResult): void =>
      end(code === ExportResultCode.SUCCESS ? undefined : { kind: "broken", error });
    try {
      own.export([...records], done);
    } catch (error) {
      end({ kind: "broken", error });
    }
  });
}
