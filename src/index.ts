// The package's entry for programs; everything else in it may change at any time.
// biome-ignore-all lint/performance/noBarrelFile: it is one, and nothing inside the package imports it.
export type { Source } from "./generated/asana-source.ts";
export type { Status } from "./generated/status.ts";
export { ConfigError, ReceiverError, StorageError, UsageError } from "./lib/errors.ts";
export type { ReceiverOptions } from "./library/options.ts";
export { createReceiver, type Receiver } from "./library/receiver.ts";
export type { FlushableProvider } from "./otlp/provider-exporter.ts";
