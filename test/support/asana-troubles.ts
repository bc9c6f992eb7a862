import type { Fault } from "../../src/simulator/faults.ts";

/** One way in which Asana, or the way to it, goes wrong, and how a receiver tells it. */
export interface AsanaTrouble {
  /** Now and then, so that the log moves on and the endpoint is met as well. */
  readonly fault: Fault;
  readonly errorType: "ThirdPartyConfig" | "ThirdPartyGeneric";
  /** Of the failure. */
  readonly message: RegExp;
  /** How long Asana asks to stay away. */
  readonly leastWaitMs?: number;
}

/** Passing trouble is tried three times before it is told. */
const OFTEN = 0.8;
const NOW_AND_THEN = 0.5;

/** What goes wrong at Asana's end. */
export const ASANA_TROUBLES = {
  "401": refused(401),
  "403": refused(403),
  "404": refused(404),
  "429 with Retry-After": {
    fault: { kind: "status", status: 429, retryAfter: 30, share: NOW_AND_THEN },
    errorType: "ThirdPartyGeneric",
    message: /^Asana answered (another request of this token with )?429/,
    leastWaitMs: 30_000,
  },
  "a storm of 429": {
    fault: { kind: "status", status: 429, retryAfter: 1, share: 0.95 },
    errorType: "ThirdPartyGeneric",
    message: /^Asana answered (another request of this token with )?429/,
    leastWaitMs: 1000,
  },
  "500": broken(500),
  "503": broken(503),
  hang: {
    fault: { kind: "hang", share: NOW_AND_THEN },
    errorType: "ThirdPartyGeneric",
    message: /^Asana did not answer in full/,
  },
  "cut in mid-body": {
    fault: { kind: "cut", share: OFTEN },
    errorType: "ThirdPartyGeneric",
    message: /^No answer from Asana/,
  },
  "slow drip": {
    fault: { kind: "drip", share: NOW_AND_THEN },
    errorType: "ThirdPartyGeneric",
    message: /^Asana did not answer in full/,
  },
  "garbage JSON": {
    fault: { kind: "garbage", share: NOW_AND_THEN },
    errorType: "ThirdPartyGeneric",
    message: /is not an audit log page/,
  },
  "expired offset": {
    fault: { kind: "expire", share: NOW_AND_THEN },
    errorType: "ThirdPartyGeneric",
    message: /^Asana answered 400: .*expired/,
  },
} as const satisfies Record<string, AsanaTrouble>;

/** The name of a trouble at Asana's end. */
export type AsanaTroubleName = keyof typeof ASANA_TROUBLES;

/** The names of all. */
export const ASANA_TROUBLE_NAMES = Object.keys(ASANA_TROUBLES) as readonly AsanaTroubleName[];

function refused(status: number): AsanaTrouble {
  return {
    fault: { kind: "status", status, share: NOW_AND_THEN },
    errorType: "ThirdPartyConfig",
    message: new RegExp(`^Asana answered ${status}`),
  };
}

function broken(status: number): AsanaTrouble {
  return {
    fault: { kind: "status", status, share: OFTEN },
    errorType: "ThirdPartyGeneric",
    message: new RegExp(`^Asana answered ${status}`),
  };
}
