import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { Exporter } from "./exporter.ts";
import type { Receipt } from "./receipt.ts";

/** What the endpoint said beside its acknowledgement. */
export interface DeliveryWarning {
  /** `rejected`: of records it will not take. `remark`: of anything else. */
  readonly about: "rejected" | "remark";
  readonly message: string;
}

/** How far a delivery came. */
export interface Delivery {
  readonly accepted: number;
  /** Refused for good by the endpoint, which forbids sending them again. */
  readonly rejected: number;
  /** Each message once. */
  readonly warnings: readonly DeliveryWarning[];
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
  const warnings = new Map<string, DeliveryWarning>();
  const warn = (about: DeliveryWarning["about"], message: string): void =>
    void warnings.set(message, { about, message });
  const soFar = (): Omit<Delivery, "held"> => ({
    accepted: done - rejected,
    rejected,
    warnings: [...warnings.values()],
    remaining: records.slice(done),
  });
  /** Where the batches under way end, the next one last. */
  const ends = [records.length];
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    const size = end - done;
    const receipt = await exporter.send(size === records.length ? records : records.slice(done, end));
    switch (receipt.kind) {
      case "accepted":
        if (receipt.warning !== undefined) warn("remark", receipt.warning);
        done = end;
        break;
      case "partial":
        warn("rejected", receipt.message);
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
