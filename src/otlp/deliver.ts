import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { Exporter } from "./exporter.ts";
import type { Receipt } from "./receipt.ts";

/** How far a delivery came. */
export interface Delivery {
  readonly accepted: number;
  /** Refused for good by the endpoint, which forbids sending them again. */
  readonly rejected: number;
  readonly warnings: readonly string[];
  /** What stopped it; undefined when every record is acknowledged. A `tooLarge` is about a single record. */
  readonly held?: Exclude<Receipt, { kind: "accepted" | "partial" }>;
  /** Not acknowledged yet: what the next delivery begins with. */
  readonly remaining: readonly ReadableLogRecord[];
}

/**
 * Sends records in order, until all are acknowledged or the endpoint takes no more. What is too large for one
 * request is halved until it fits.
 */
export async function deliver(
  records: readonly ReadableLogRecord[],
  exporter: Pick<Exporter, "send">,
): Promise<Delivery> {
  let done = 0;
  let rejected = 0;
  const warnings = new Set<string>();
  const soFar = (): Omit<Delivery, "held"> => ({
    accepted: done - rejected,
    rejected,
    warnings: [...warnings],
    remaining: records.slice(done),
  });
  /** Where the batches under way end, the next one last. */
  const ends = [records.length];
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    const size = end - done;
    const receipt = await exporter.send(size === records.length ? records : records.slice(done, end));
    switch (receipt.kind) {
      case "accepted":
        if (receipt.warning !== undefined) warnings.add(receipt.warning);
        done = end;
        break;
      case "partial":
        warnings.add(receipt.message);
        rejected += Math.min(receipt.rejected, size);
        done = end;
        break;
      case "tooLarge":
        if (size === 1) return { ...soFar(), held: receipt };
        ends.push(end, done + Math.ceil(size / 2));
        break;
      case "permanent":
      case "config":
      case "transient":
        return { ...soFar(), held: receipt };
      default:
        return receipt satisfies never;
    }
  }
  return soFar();
}
