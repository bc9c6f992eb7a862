import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { BatchLimits } from "./batch.ts";
import { DeliveryRun } from "./delivery-run.ts";
import type { Exporter } from "./exporter.ts";
import type { Standing } from "./standing.ts";
import type { Refusal, Trial } from "./trial.ts";

/** What the endpoint said beside its acknowledgement. */
export interface DeliveryWarning {
  /** `rejected`: of records it will not take. `remark`: of anything else. */
  readonly about: "rejected" | "remark";
  readonly message: string;
}

/** A record that the endpoint refuses by itself, although it takes others. */
export interface PoisonRecord {
  readonly record: ReadableLogRecord;
  /** The endpoint's refusal. */
  readonly message: string;
}

/** How far a delivery came. */
export interface Delivery {
  readonly accepted: number;
  /** Refused for good by the endpoint in a partial success, which forbids sending them again. */
  readonly rejected: number;
  readonly poison: readonly PoisonRecord[];
  /** Each message once. */
  readonly warnings: readonly DeliveryWarning[];
  /** What stopped it; undefined when every record has its fate. */
  readonly held?: Refusal;
  /** Without a fate yet: what the next delivery begins with. */
  readonly remaining: readonly ReadableLogRecord[];
  /** What the next attempt must know of this one. */
  readonly trial: Trial;
  /** Whether newer events beside what remains may show, by being accepted, what the refusal is about. */
  readonly needsCompany: boolean;
}

/** How a delivery is made. */
export interface DeliveryOptions extends BatchLimits {
  /** Of the attempts before it. */
  readonly trial: Trial;
  readonly standing: Standing;
  /** While it is aborted, nothing more is tried than is needed. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends records in order, until all have their fate or the endpoint takes no more. What is too large, or refused for
 * good, is halved until the record is found that the refusal is about; so is what is refused again and again in words
 * that may pass (see `isToBeHalved`). A record is poison only when the endpoint takes others: one that refuses everything
 * is set up wrongly or away, and must not empty a log into the dead letters.
 */
export async function deliver(
  records: readonly ReadableLogRecord[],
  exporter: Pick<Exporter, "send" | "probe">,
  options: DeliveryOptions,
): Promise<Delivery> {
  const run = new DeliveryRun(records, options);
  for (let part = run.next(); part !== undefined; part = run.next()) {
    if (part.records.length > 0) run.note(part, await exporter.send(part.records));
    else run.noteProbe(await exporter.probe?.());
  }
  return run.end();
}
