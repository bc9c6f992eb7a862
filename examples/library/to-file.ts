// Follows the sources that receiver.json names and appends each event, as Asana wrote it, to a file.
// Records are acknowledged once they are on the disk, so a crash at any moment loses none.
import { open } from "node:fs/promises";
import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { LogRecordExporter, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { createReceiver } from "otel-asana-receiver";

const [settings = "receiver.json", path = "events.jsonl"] = process.argv.slice(2);
const file = await open(path, "a");

async function write(records: readonly ReadableLogRecord[]): Promise<ExportResult> {
  await file.write(records.map(({ body }) => `${body}\n`).join(""));
  await file.sync();
  return { code: ExportResultCode.SUCCESS };
}

const exporter: LogRecordExporter = {
  export(records, done) {
    write(records).then(done, (error) => done({ code: ExportResultCode.FAILED, error }));
  },
  forceFlush: () => file.sync(),
  shutdown: () => file.close(),
};

const receiver = createReceiver({ settings, exporter, health: { export: false } });
await receiver.start();
process.once("SIGTERM", () => void receiver.stop());
