import type { LogRecordExporter } from "@opentelemetry/sdk-logs";
import type { Source } from "../generated/asana-source.ts";
import type { ReceiverSettings } from "../generated/receiver.ts";
import type { FlushableProvider } from "../otlp/provider-exporter.ts";

/**
 * How a receiver inside another program is set up: everything that `receiver.json` can hold, and what only a program
 * can give. What is given here wins over `OTEL_*` variables, which win over the file `settings`. Texts are taken as
 * they stand; `${env:…}` and `${file:…}` are replaced in files only.
 */
export interface ReceiverOptions extends Omit<ReceiverSettings, "$schema" | "sources"> {
  /** Path of a `receiver.json` to begin with. */
  readonly settings?: string;
  /**
   * Path of a source file or of a folder of them, which are followed while the receiver runs; or the sources
   * themselves, each as the `source` of a file. Without it, and without one in `settings`, sources are made through
   * the API, which then needs `listen`.
   */
  readonly sources?: string | readonly Source[];
  /** Address of the API and the page: host and port. Here they are off unless it is given. */
  readonly listen?: string;
  /**
   * Takes the records in place of `endpoint`. Its callback is the acknowledgement: a checkpoint moves after `SUCCESS`
   * and at no other time, so at least once holds as far as it speaks the truth. Whatever else it does counts as a failure,
   * which is tried again: it throws, its promise rejects, it calls back with nothing, or not within `timeout`. It is shut down
   * with the receiver.
   */
  readonly exporter?: LogRecordExporter;
  /**
   * Emits the records in place of `endpoint`. A checkpoint moves once its `forceFlush()` has resolved, which the SDK's
   * processors do also when they dropped records or an export failed. So records can be lost; give `exporter` where
   * none may be. It is not shut down, since it is the program's.
   */
  readonly loggerProvider?: FlushableProvider;
  /**
   * Called with an unexpected error: one that has ended the receiver, has spoilt an answer of the API, or has kept
   * `exporter` from being shut down.
   * Without it, one that has ended the receiver is an uncaught exception of the process.
   */
  readonly onError?: (error: Error) => void;
}
