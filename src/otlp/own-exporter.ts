import { ExportResultCode } from "@opentelemetry/core";
import type { LogRecordExporter, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { ReceiverError } from "../lib/errors.ts";
import type { Exporter } from "./exporter.ts";
import { type ExportFailure, type Receipt, toReceipt } from "./receipt.ts";

/** How a program's own exporter is treated. */
export interface OwnExporterOptions {
  /** Bound on one export; what was not acknowledged until then is sent again. Also on the shutdown. */
  readonly timeoutMs: number;
  /** Takes every configured secret out of a text. */
  readonly redact: (text: string) => string;
  /** Called with why the exporter could not be shut down. */
  readonly onError: (error: Error) => void;
}

/**
 * Makes an exporter of a program's own one. Its callback is the acknowledgement: `SUCCESS` takes all the records,
 * anything else none of them. The number in an error's `code` counts as the endpoint's HTTP status, as OpenTelemetry's
 * OTLP exporters have it; any other failure is tried again. So is an export that throws, whose promise rejects, that calls
 * back with no result, or not in time: no code of the program's can end the receiver. Its first answer counts.
 */
export function createOwnExporter(own: LogRecordExporter, options: OwnExporterOptions): Exporter {
  const { timeoutMs, redact, onError } = options;
  const exportNow = async (records: readonly ReadableLogRecord[]): Promise<Receipt> => {
    const failure = await outcomeOf(own, records, timeoutMs);
    if (failure === undefined) return { kind: "accepted" };
    return toReceipt(failure, { sent: records.length, now: Date.now(), redact });
  };
  return {
    send: async (records) => (records.length === 0 ? { kind: "accepted" } : exportNow(records)),
    async shutdown() {
      const failure = await outcomeWithin(timeoutMs, (end) => {
        void Promise.resolve(own.shutdown()).then(
          () => end(),
          (error) => end(broken(error)),
        );
      });
      // What it has not acknowledged is sent again, so nothing is lost with it.
      if (failure !== undefined) onError(cannotShutDown(failure));
    },
  };
}

type End = (failure?: ExportFailure) => void;

function outcomeOf(
  own: LogRecordExporter,
  records: readonly ReadableLogRecord[],
  timeoutMs: number,
): Promise<ExportFailure | undefined> {
  return outcomeWithin(timeoutMs, (end) => {
    // The types allow neither, but take an async function; a program in JavaScript has no types.
    const done = (result: unknown): void => end(failureIn(result));
    const returned: unknown = own.export([...records], done);
    Promise.resolve(returned).catch((error) => end(broken(error)));
  });
}

/** The first that `work` ends with: also by throwing, and by not ending in time. */
function outcomeWithin(timeoutMs: number, work: (end: End) => void): Promise<ExportFailure | undefined> {
  return new Promise((resolve) => {
    const end: End = (failure) => {
      clearTimeout(timer);
      resolve(failure);
    };
    const timer = setTimeout(() => end({ kind: "late", timeoutMs }), timeoutMs);
    try {
      work(end);
    } catch (error) {
      end(broken(error));
    }
  });
}

function failureIn(result: unknown): ExportFailure | undefined {
  if (!(result instanceof Object) || !("code" in result)) {
    return broken(new Error("the exporter called back without a result"));
  }
  if (result.code === ExportResultCode.SUCCESS) return undefined;
  return broken("error" in result ? result.error : undefined);
}

function broken(error: unknown): ExportFailure {
  if (error instanceof Error) return { kind: "broken", error };
  const said = typeof error === "string" ? error : "the exporter gave no error";
  return { kind: "broken", error: new Error(said) };
}

function cannotShutDown(failure: ExportFailure): ReceiverError {
  const cause =
    failure.kind === "late" ? new Error(`it did not end within ${failure.timeoutMs} ms`) : failure.error;
  return new ReceiverError("the exporter of the program could not be shut down", { cause });
}
