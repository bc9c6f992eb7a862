import { UsageError } from "../lib/errors.ts";
import { mix } from "./random.ts";

/** What each fault does to an answer. */
const FAULT_KINDS = {
  status: "answers with an error, such as status:500 or status:429,retryAfter=30",
  hang: "never answers",
  cut: "promises a whole body, sends half of it and closes the connection",
  drip: "sends the body in a hundred pieces over ten seconds",
  garbage: "answers 200 with a body that is not JSON",
  huge: "blows the events of the page up to 10 MB",
  expire: "makes every offset given so far expire",
  reset: "resets the connection without an answer",
} as const;

type FaultKind = keyof typeof FAULT_KINDS;

/** When a fault happens: always, unless one of these says otherwise. */
interface FaultTiming {
  /** So many requests at most. */
  readonly times?: number;
  /** In this share of the requests, chosen by the seed. */
  readonly share?: number;
  /** Not before so many requests have passed. */
  readonly after?: number;
}

/** Something that goes wrong on purpose. */
export type Fault = FaultTiming &
  (
    | { readonly kind: "status"; readonly status: number; readonly retryAfter?: number }
    | { readonly kind: Exclude<FaultKind, "status"> }
  );

/**
 * Reads a fault as it is written on a command line: `name[:status][,option=number]…`, for instance
 * `status:503,times=3`, `cut,after=10` or `reset,share=0.1`.
 *
 * @throws UsageError with the list of the faults there are
 */
export function parseFault(text: string): Fault {
  const [head = "", ...optionTexts] = text.split(",");
  const [kind = "", argument] = head.split(":");
  if (!isFaultKind(kind)) throw usageError(text, `there is no fault "${kind}"`);
  const timing = parseOptions(text, kind, optionTexts);
  if (kind === "status") return { kind, status: parseStatus(text, argument), ...timing };
  if (argument !== undefined) throw usageError(text, `${kind} takes nothing after a colon`);
  return { kind, ...timing };
}

/** Decides for each request in turn whether a fault happens to it. */
export class FaultSchedule {
  readonly #seed: number;
  readonly #faults: readonly Fault[];
  readonly #happened: number[];
  #requests = 0;

  constructor(faults: readonly Fault[], seed: number) {
    this.#faults = faults;
    this.#seed = seed;
    this.#happened = faults.map(() => 0);
  }

  /** The fault of the next request: the first of the list that is due. */
  next(): Fault | undefined {
    const roll = mix(this.#seed, this.#requests) / 2 ** 32;
    this.#requests += 1;
    for (const [at, fault] of this.#faults.entries()) {
      const happened = this.#happened[at] ?? 0;
      if (this.#requests <= (fault.after ?? 0) || happened >= (fault.times ?? Number.POSITIVE_INFINITY))
        continue;
      if (roll >= (fault.share ?? 1)) continue;
      this.#happened[at] = happened + 1;
      return fault;
    }
    return undefined;
  }
}

function isFaultKind(text: string): text is FaultKind {
  return Object.hasOwn(FAULT_KINDS, text);
}

function parseStatus(text: string, argument: string | undefined): number {
  const status = Number(argument);
  if (Number.isInteger(status) && status >= 300 && status <= 599) return status;
  throw usageError(text, "status needs a number between 300 and 599, such as status:500");
}

/** What each option takes. */
const OPTIONS: Readonly<Record<string, (value: number) => boolean>> = {
  times: (value) => Number.isInteger(value) && value > 0,
  after: (value) => Number.isInteger(value) && value >= 0,
  share: (value) => value > 0 && value <= 1,
  retryAfter: (value) => value >= 0 && Number.isFinite(value),
};

function parseOptions(text: string, kind: FaultKind, optionTexts: readonly string[]): Record<string, number> {
  const options: Record<string, number> = {};
  for (const optionText of optionTexts) {
    const [name = "", value = ""] = optionText.split("=");
    const isKnown = Object.hasOwn(OPTIONS, name) && (name !== "retryAfter" || kind === "status");
    if (!isKnown) throw usageError(text, `${kind} has no option "${name}"`);
    if (value.trim() === "" || OPTIONS[name]?.(Number(value)) !== true) {
      throw usageError(text, `${name} cannot be "${value}"`);
    }
    options[name] = Number(value);
  }
  return options;
}

function usageError(text: string, problem: string): UsageError {
  const known = Object.entries(FAULT_KINDS).map(([kind, does]) => `  ${kind}: ${does}`);
  return new UsageError(`fault "${text}": ${problem}`, {
    hint: `Known faults, each with the options times=<n>, after=<n>, share=<0..1>:\n${known.join("\n")}`,
  });
}
