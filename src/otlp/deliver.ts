import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { type BatchLimits, cutBatches } from "./batch.ts";
import type { Exporter } from "./exporter.ts";
import type { Receipt } from "./receipt.ts";

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
  readonly held?: Hold;
  /** Without a fate yet: what the next delivery begins with. */
  readonly remaining: readonly ReadableLogRecord[];
}

/** A receipt that leaves records unacknowledged. */
type Hold = Exclude<Receipt, { kind: "accepted" | "partial" }>;

/** How a delivery is made. */
export interface DeliveryOptions extends BatchLimits {
  /** Whether the endpoint has already taken records that belong with these. */
  readonly hasSibling: boolean;
}

/**
 * Sends records in order, until all have their fate or the endpoint takes no more. What is too large, or refused for
 * good, is halved until the record is found that the refusal is about. It is poison only when the endpoint takes
 * others: one that refuses everything is set up wrongly, and must not empty a log into the dead letters.
 */
export async function deliver(
  records: readonly ReadableLogRecord[],
  exporter: Pick<Exporter, "send">,
  options: DeliveryOptions,
): Promise<Delivery> {
  const run = new DeliveryRun(options.hasSibling);
  const waiting = cutBatches(records, options).reverse();
  for (let batch = waiting.pop(); batch !== undefined; batch = waiting.pop()) {
    const receipt = await exporter.send(batch);
    switch (receipt.kind) {
      case "accepted":
      case "partial":
        run.acknowledge(batch, receipt);
        break;
      case "tooLarge":
      case "permanent":
        if (batch.length > 1) waiting.push(...halves(batch).reverse());
        else run.suspect(batch, receipt);
        break;
      case "config":
      case "transient":
        return run.hold(receipt, [batch, ...waiting.reverse()].flat());
      default:
        return receipt satisfies never;
    }
  }
  return run.end();
}

function halves(batch: readonly ReadableLogRecord[]): ReadableLogRecord[][] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}

/** What a delivery has come to so far. */
class DeliveryRun {
  #accepted = 0;
  #rejected = 0;
  #hasSibling: boolean;
  readonly #warnings = new Map<string, DeliveryWarning>();
  readonly #suspects: { readonly record: ReadableLogRecord; readonly receipt: Hold }[] = [];

  constructor(hasSibling: boolean) {
    this.#hasSibling = hasSibling;
  }

  acknowledge(
    { length }: readonly ReadableLogRecord[],
    receipt: Extract<Receipt, { kind: "accepted" | "partial" }>,
  ): void {
    const rejected = receipt.kind === "partial" ? Math.min(receipt.rejected, length) : 0;
    if (receipt.kind === "partial") this.#warn("rejected", receipt.message);
    else if (receipt.warning !== undefined) this.#warn("remark", receipt.warning);
    this.#rejected += rejected;
    this.#accepted += length - rejected;
    if (rejected < length) this.#hasSibling = true;
  }

  suspect(records: readonly ReadableLogRecord[], receipt: Hold): void {
    for (const record of records) this.#suspects.push({ record, receipt });
  }

  /** The endpoint takes no more for now. */
  hold(held: Hold, rest: readonly ReadableLogRecord[]): Delivery {
    if (this.#hasSibling) return { ...this.#soFar(), poison: this.#poison(), held, remaining: rest };
    return { ...this.#soFar(), poison: [], held, remaining: [...this.#suspected(), ...rest] };
  }

  /** Everything was sent. */
  end(): Delivery {
    const [first] = this.#suspects;
    if (first !== undefined && !this.#hasSibling) return this.hold(first.receipt, []);
    return { ...this.#soFar(), poison: this.#poison(), remaining: [] };
  }

  #soFar(): Pick<Delivery, "accepted" | "rejected" | "warnings"> {
    return { accepted: this.#accepted, rejected: this.#rejected, warnings: [...this.#warnings.values()] };
  }

  #poison(): PoisonRecord[] {
    return this.#suspects.map(({ record, receipt }) => ({ record, message: receipt.message }));
  }

  #suspected(): ReadableLogRecord[] {
    return this.#suspects.map(({ record }) => record);
  }

  #warn(about: DeliveryWarning["about"], message: string): void {
    this.#warnings.set(message, { about, message });
  }
}
