import { createHash } from "node:crypto";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { ReadableEvent } from "./readable-event.ts";

/** What identifies a record, also when its page is read again: not all records have a gid that shows. */
export function idOf(record: ReadableLogRecord): string {
  const text =
    record instanceof ReadableEvent
      ? record.logRecord.event.text
      : JSON.stringify([record.hrTime, record.body, record.attributes]);
  // An event may be as long as a page.
  return createHash("sha256").update(text).digest("base64");
}
