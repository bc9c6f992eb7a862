import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { Receipt } from "../../src/otlp/receipt.ts";

/** The end of a process, at any moment. */
export class Crash extends Error {}

/** What the endpoint does with a request. `lost`: it takes the records, and its answer gets lost. */
export type EndpointAnswer =
  | "accept"
  | "remark"
  | "transient"
  | "lost"
  | "config"
  | "permanent"
  | "tooLarge"
  | "crashBefore"
  | "crashAfter"
  | { readonly rejected: number };

/** Who hears what becomes of records, by gid. */
export interface EndpointObserver {
  onSend(gids: readonly string[]): void;
  onTaken(gids: readonly string[], isAcknowledged: boolean): void;
  onRejected(gids: readonly string[]): void;
  onRefused(gids: readonly string[]): void;
}

/** An endpoint without a network. */
export class EndpointModel {
  readonly #observer: EndpointObserver;
  readonly #isPoison: (gid: string) => boolean;
  /** What the coming requests meet. */
  readonly script: EndpointAnswer[] = [];
  /** What all requests after them meet. */
  mode: EndpointAnswer = "accept";
  /** More records in a request are too large. */
  mostRecords = 5;

  constructor(observer: EndpointObserver, isPoison: (gid: string) => boolean) {
    this.#observer = observer;
    this.#isPoison = isPoison;
  }

  async send(records: readonly ReadableLogRecord[]): Promise<Receipt> {
    const gids = records.map(({ attributes }) => String(attributes["log.record.uid"]));
    this.#observer.onSend(gids);
    const answer = this.#answerTo(gids);
    const receipt = this.#act(gids, answer);
    if (receipt.kind !== "accepted" && receipt.kind !== "partial") this.#observer.onRefused(gids);
    return receipt;
  }

  #answerTo(gids: readonly string[]): EndpointAnswer {
    const answer = this.script.shift() ?? this.mode;
    const isRefusal =
      typeof answer === "string" && /transient|config|permanent|tooLarge|crashBefore/.test(answer);
    if (isRefusal) return answer;
    if (gids.length > this.mostRecords) return "tooLarge";
    return gids.some(this.#isPoison) ? "permanent" : answer;
  }

  #act(gids: readonly string[], answer: EndpointAnswer): Receipt {
    switch (answer) {
      case "accept":
      case "remark":
        this.#observer.onTaken(gids, true);
        return answer === "accept" ? { kind: "accepted" } : { kind: "accepted", warning: "a foreign body" };
      case "lost":
        this.#observer.onTaken(gids, false);
        return { kind: "transient", message: "the answer was cut" };
      case "transient":
      case "config":
      case "permanent":
      case "tooLarge":
        return { kind: answer, message: `the endpoint refuses: ${answer}` };
      case "crashAfter":
        this.#observer.onTaken(gids, false);
        throw new Crash();
      case "crashBefore":
        throw new Crash();
      default: {
        const rejected = Math.min(answer.rejected, gids.length);
        this.#observer.onRejected(gids.slice(0, rejected));
        this.#observer.onTaken(gids.slice(rejected), true);
        // An endpoint may say more than was sent.
        return { kind: "partial", rejected: answer.rejected, message: `${answer.rejected} rejected` };
      }
    }
  }
}
