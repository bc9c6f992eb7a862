import type { Receipt } from "./receipt.ts";
import type { Mark } from "./standing.ts";

/** A receipt that leaves records unacknowledged. */
export type Refusal = Exclude<Receipt, { kind: "accepted" | "partial" }>;

/** What the attempts to deliver a page have shown so far. */
export interface Trial {
  /** Whether the endpoint has taken a part of the page. */
  readonly isTaken: boolean;
  /** Attempts that tried single records while nothing of the page was taken. */
  readonly searches: number;
  /** How the latest of them ended, and how many in a row ended so without anything taken. */
  readonly sign: string | undefined;
  readonly failures: number;
  /** When the last of these was, in milliseconds since the epoch. */
  readonly failedAt: number;
  /** Whether the latest was refused for good. */
  readonly isForGood: boolean;
  /** Whether refusals that may pass are taken to be about single records from now on. */
  readonly isHalving: boolean;
  /** Records that were refused alone, in words that may pass, by what identifies them. */
  readonly suspects: ReadonlyMap<string, Suspect>;
}

/** A record that was refused alone. */
export interface Suspect {
  /** Attempts in a row in which it was refused alone, and how. */
  readonly attempts: number;
  readonly sign: string;
  /** When it was last refused. */
  readonly mark: Mark;
  /** How often there was proof between such refusals (see `isProof`). */
  readonly proofs: number;
  /** How often others were taken between refusals that are less of a proof: far apart, or of it with others. */
  readonly weakProofs: number;
  /** Whether the endpoint took a request without any record between two tries. */
  readonly isProbed: boolean;
}

/** Before the first attempt. */
export const NEW_TRIAL: Trial = {
  isTaken: false,
  searches: 0,
  sign: undefined,
  failures: 0,
  failedAt: 0,
  isForGood: false,
  isHalving: false,
  suspects: new Map(),
};

/** Attempts in a row with the same end, which is hardly by chance: from then on, a page is halved. */
const FAILURES_TO_HALVE = 3;
/** How many attempts must have refused a record alone before it is a dead letter. */
const ATTEMPTS_ALONE = 3;
/** How often a record is sent in each attempt but the first, unless it is taken: repetition makes chance less likely. */
export const TRIES_ALONE = 4;
/** Attempts that follow each other faster are one: waits are random, and may be none. */
const LEAST_WAIT_MS = 250;
const LONGEST_PROOF_MS = 2 * 60_000;
/** How often others must have been taken in between; a page that is taken in part is itself a sign of health. */
const PROOFS = { ofPage: 1, ofOthers: 3 } as const;

/** Whether a refusal says that these records will never be taken as they are, in one request at least. */
export function isForGood({ kind }: Refusal): boolean {
  return kind === "permanent" || kind === "tooLarge";
}

/**
 * Whether a refusal that may pass can be one of a single record: 500 of a backend that cannot store it, 403 of a
 * firewall, or no answer. Credentials, URL and load are never a record's fault.
 */
export function mayBeAboutRecords(refusal: Refusal): boolean {
  const { kind, status } = refusal;
  if (kind === "config") return status === 403;
  return kind === "transient" && status !== 429 && refusal.retryAfterMs === undefined;
}

/** What two refusals have in common that are of one kind. */
function signOf({ kind, status }: Refusal): string {
  return `${kind} ${status ?? "unanswered"}`;
}

/** A refusal, and how far the attempt had come that met it. */
export interface Met {
  readonly refusal: Refusal;
  /** Whether anything was taken before, in the same attempt. */
  readonly hasTaken: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Whether a refusal that may pass is to be followed by the page's halves in the same attempt. */
export function isToBeHalved(trial: Trial, met: Met): boolean {
  if (isForGood(met.refusal)) return true;
  if (!mayBeAboutRecords(met.refusal)) return false;
  return trial.isHalving || failuresAfter(trial, met).failures >= FAILURES_TO_HALVE;
}

/** Whether the next attempt begins with single records: the page as a whole would only be refused again. */
export function isSearched({ isForGood: wasForGood, isHalving }: Trial): boolean {
  return wasForGood || isHalving;
}

/** The trial after an attempt that did not end the page, from what was met last. */
export function trialAfter(
  trial: Trial,
  met: Met,
  { hasSearched, suspects }: Pick<Trial, "suspects"> & { readonly hasSearched: boolean },
): Trial {
  return {
    isTaken: trial.isTaken || met.hasTaken,
    searches: trial.searches + (hasSearched ? 1 : 0),
    sign: signOf(met.refusal),
    ...failuresAfter(trial, met),
    isForGood: isForGood(met.refusal),
    isHalving: trial.isHalving,
    suspects,
  };
}

/** What is known of a record that was refused alone for the first time. */
export function firstSuspicion(refusal: Refusal, mark: Mark, weakProofs: number): Suspect {
  return { attempts: 1, sign: signOf(refusal), mark, proofs: 0, weakProofs, isProbed: false };
}

/** What is known of it when one more attempt has ended alike. */
export function suspectAfter(
  known: Suspect | undefined,
  refusal: Refusal,
  mark: Mark,
  isProbed = false,
): Suspect {
  if (known?.sign !== signOf(refusal)) return firstSuspicion(refusal, mark, 0);
  if (mark.at - known.mark.at < LEAST_WAIT_MS) return known;
  return {
    ...known,
    attempts: known.attempts + 1,
    mark,
    proofs: known.proofs + (isProof(known.mark, mark) ? 1 : 0),
    weakProofs: known.weakProofs + (mark.taken > known.mark.taken ? 1 : 0),
    isProbed: known.isProbed || isProbed,
  };
}

/**
 * Whether the endpoint took something else between two refusals, so that it was not away. What lies far apart proves
 * nothing: there may have been two outages.
 */
export function isProof(before: Mark | undefined, after: Mark): boolean {
  return before !== undefined && after.taken > before.taken && after.at - before.at <= LONGEST_PROOF_MS;
}

/**
 * Whether a record is refused for what it is: alone, again and again, by an endpoint that took others in between. That
 * it took others before, and none after, may as well be an outage. The last record of a page that is left has no others:
 * a request without any counts for them, but only beside a weaker proof, since many an endpoint takes such a request
 * whatever becomes of records.
 */
export function isProven({ attempts, proofs, weakProofs, isProbed }: Suspect, isTaken: boolean): boolean {
  if (attempts < ATTEMPTS_ALONE) return false;
  if (proofs >= (isTaken ? PROOFS.ofPage : PROOFS.ofOthers)) return true;
  return isTaken && isProbed && weakProofs > 0;
}

function failuresAfter(
  { sign, failures, failedAt }: Trial,
  { refusal, hasTaken, at }: Met,
): Pick<Trial, "failures" | "failedAt"> {
  if (hasTaken || sign !== signOf(refusal)) return { failures: 1, failedAt: at };
  if (at - failedAt < LEAST_WAIT_MS) return { failures, failedAt };
  return { failures: failures + 1, failedAt: at };
}
