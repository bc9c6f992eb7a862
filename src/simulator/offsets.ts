import { createHmac } from "node:crypto";
import type { EventFilter } from "./page-query.ts";

/** What an offset stands for. */
export interface Position {
  readonly kind: "position";
  readonly workspaceGid: string;
  readonly filter: EventFilter;
  /** The number of the first event that was not looked at yet. */
  readonly next: number;
}

/** What became of an offset that a client sent. */
export type ReadOffset = Position | { readonly kind: "expired" } | { readonly kind: "foreign" };

/**
 * Makes and reads offsets: opaque to clients, signed, never the same twice, and good for any simulator with
 * the same seed, so that a client survives the simulator's restart.
 */
export class Offsets {
  readonly #key: string;
  #generation = 0;
  #serial = 0;

  constructor(seed: number) {
    this.#key = `offsets of seed ${seed}`;
  }

  issue({ workspaceGid, filter, next }: Omit<Position, "kind">): string {
    this.#serial += 1;
    const payload = JSON.stringify([this.#generation, this.#serial, workspaceGid, next, filter]);
    const encoded = Buffer.from(payload).toString("base64url");
    return `${encoded}.${this.#sign(encoded)}`;
  }

  read(offset: string): ReadOffset {
    const [encoded = "", signature] = offset.split(".");
    if (signature !== this.#sign(encoded)) return { kind: "foreign" };
    // Only what issue() has written carries the signature.
    const payload = JSON.parse(Buffer.from(encoded, "base64url").toString()) as OffsetPayload;
    const [generation, , workspaceGid, next, filter] = payload;
    return generation === this.#generation
      ? { kind: "position", workspaceGid, next, filter }
      : { kind: "expired" };
  }

  /** Makes every offset of the past expire. After how long that happens is not documented. */
  expire(): void {
    this.#generation += 1;
  }

  #sign(encoded: string): string {
    return createHmac("sha256", this.#key).update(encoded).digest("base64url").slice(0, 22);
  }
}

type OffsetPayload = [
  generation: number,
  serial: number,
  workspaceGid: string,
  next: number,
  filter: EventFilter,
];
