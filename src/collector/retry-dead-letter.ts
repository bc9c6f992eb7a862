import { splitPage } from "../asana/page.ts";
import type { StoredDeadLetter } from "../checkpoint/dead-letter-store.ts";
import type { Exporter } from "../otlp/exporter.ts";
import type { Recorder } from "./recorder.ts";

/** What came of sending a dead letter again. */
export type RetryResult =
  | { readonly kind: "delivered" }
  | { readonly kind: "refused"; readonly message: string }
  /** There is no dead letter of this id. */
  | { readonly kind: "unknown" }
  /** An older version has kept it, and its source is not configured any more, so its resource is not known. */
  | { readonly kind: "noSource"; readonly sourceName: string };

/** Sends the event of a dead letter with the resource of its origin; in all else as a source would send it now. */
export async function retryDeadLetter(
  letter: Pick<StoredDeadLetter, "event" | "at">,
  recorder: Recorder,
  exporter: Pick<Exporter, "send">,
): Promise<Extract<RetryResult, { kind: "delivered" | "refused" }>> {
  const page = splitPage(Buffer.from(`{"data":[${letter.event}]}`));
  // It was cut out of a page that could be read.
  if (page.kind === "unreadable") return { kind: "refused", message: page.reason };
  // It may be older than the rules.
  const { redact } = recorder;
  const events = redact === undefined ? page.events : page.events.map((event) => redact(event).event);
  const records = events.map((event) => recorder.toRecord(event, letter.at).logRecord);
  const receipt = await exporter.send(recorder.toReadable(records));
  if (receipt.kind === "accepted") return { kind: "delivered" };
  return { kind: "refused", message: receipt.message };
}
