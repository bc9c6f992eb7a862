import { type OtlpSink, startOtlpSink } from "../../src/simulator/otlp-sink.ts";
import type { Random } from "../../src/simulator/random.ts";

/** What an endpoint does with the records of one request, and what the sender hears of it. */
export type Deed =
  | { readonly kind: "refuse"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Takes all; `body` instead of the answer that OTLP demands. */
  | { readonly kind: "acknowledge"; readonly body?: string }
  /** Takes all but these, which it wants never again. */
  | { readonly kind: "reject"; readonly gids: readonly string[] }
  /** Takes all; the sender hears the status and half of the answer. */
  | { readonly kind: "cut" }
  /** Takes all, and the sender hears nothing of it. */
  | { readonly kind: "keepSilent"; readonly how: "hang" | "reset" };

/** Decides about a request by the gids in it. */
export type DeedChooser = (gids: readonly string[], random: Random) => Deed | undefined;

type Script = NonNullable<Parameters<OtlpSink["setAnswer"]>[0]>;
type Scripted = Awaited<ReturnType<Script>>;
type SinkRecords = Parameters<Script>[0]["records"];

/**
 * An endpoint that keeps the books: of every gid, how often it was acknowledged, rejected for good, and taken without
 * the sender's knowledge. It can be shut, and opened again at the same port.
 */
export class AccountingEndpoint {
  /** What the sender must not send again. */
  readonly acknowledged = new Map<string, number>();
  readonly rejected = new Map<string, number>();
  /** What the sender has to send again, although it was taken. */
  readonly unheard = new Map<string, number>();
  /** Requests that met anything but the ordinary, and times it was shut. */
  met = 0;
  /** Called with every request, before it is answered. */
  onRequest: (() => void) | undefined;
  readonly #random: Random;
  #sink: OtlpSink | undefined;
  #port = 0;
  #choose: DeedChooser | undefined;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Without /v1/logs. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get isOpen(): boolean {
    return this.#sink !== undefined;
  }

  /** Lets requests in. */
  async open(): Promise<void> {
    if (this.#sink !== undefined) return;
    this.#sink = await startOtlpSink({ port: this.#port, keep: "counts" });
    this.#port = Number(new URL(this.#sink.url).port);
    this.#sink.setAnswer(({ records }) => this.#answer(records));
  }

  /** Refuses connections from now on. */
  async shut(): Promise<void> {
    if (this.#sink === undefined) return;
    this.met += 1;
    await this.#sink.close();
    this.#sink = undefined;
  }

  /** How often a record came once more although the sender was told its fate. */
  countRepeated(): number {
    const gids = new Set([...this.acknowledged.keys(), ...this.rejected.keys()]);
    return countAll(this.acknowledged) + countAll(this.rejected) - gids.size;
  }

  /** Lets `choose` decide from now on; undefined for what is ordinary. */
  setDeeds(choose: DeedChooser | undefined): void {
    this.#choose = choose;
  }

  #answer(records: SinkRecords): Scripted {
    const gids = records.flatMap(({ logRecord }) => {
      const uid = logRecord.attributes?.find(({ key }) => key === "log.record.uid");
      return uid?.value?.stringValue ?? [];
    });
    this.onRequest?.();
    const deed = this.#choose?.(gids, this.#random);
    if (deed === undefined) {
      count(this.acknowledged, gids);
      return undefined;
    }
    this.met += 1;
    return this.#carryOut(deed, gids);
  }

  #carryOut(deed: Deed, gids: readonly string[]): Scripted {
    switch (deed.kind) {
      case "refuse":
        return { kind: "status", status: deed.status, ...(deed.headers && { headers: deed.headers }) };
      case "acknowledge":
        count(this.acknowledged, gids);
        return { kind: "status", status: 200, ...(deed.body !== undefined && { body: deed.body }) };
      case "reject": {
        const unwanted = new Set(deed.gids);
        count(this.rejected, deed.gids);
        count(
          this.acknowledged,
          gids.filter((gid) => !unwanted.has(gid)),
        );
        return { kind: "partial", rejectedLogRecords: unwanted.size, errorMessage: "unwanted" };
      }
      case "cut":
        count(this.acknowledged, gids);
        return { kind: "cut" };
      case "keepSilent":
        count(this.unheard, gids);
        return { kind: deed.how };
      default:
        return deed satisfies never;
    }
  }
}

/** All of what was counted by gid. */
export function countAll(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const times of counts.values()) total += times;
  return total;
}

function count(counts: Map<string, number>, gids: readonly string[]): void {
  for (const gid of gids) counts.set(gid, (counts.get(gid) ?? 0) + 1);
}
