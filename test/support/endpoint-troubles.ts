import type { DeedChooser } from "./accounting-endpoint.ts";

/** How a receiver tells a trouble of the endpoint; `none` where it can work around it. */
export type Telling =
  | { readonly kind: "failure"; readonly message: RegExp }
  | { readonly kind: "warning"; readonly about: "rejected" | "remark" | "dead" }
  | { readonly kind: "none" };

/** One way in which the endpoint, or the way to it, goes wrong, and how a receiver tells it. */
export interface EndpointTrouble {
  /** "shut": it accepts no connection now and then. */
  readonly deeds: DeedChooser | "shut";
  readonly telling: Telling;
  /** What may fail beside that. */
  readonly failure?: RegExp;
  /** How long it asks to stay away. */
  readonly leastWaitMs?: number;
}

const SHARE = 0.5;
/** A hang takes as long as the timeout. */
const HANG_SHARE = 0.3;
const MOST_RECORDS = 3;

/** What goes wrong at the endpoint's end. */
export const ENDPOINT_TROUBLES = {
  "connection refused": {
    deeds: "shut",
    telling: {
      kind: "failure",
      message: /^No answer from the endpoint: .*(?:ECONNREFUSED|ECONNRESET|hang up)/,
    },
  },
  "401": refusal(401),
  "404": refusal(404),
  "400 to poison": {
    deeds: (gids) => (gids.some(isChosen) ? { kind: "refuse", status: 400 } : undefined),
    telling: { kind: "warning", about: "dead" },
    // A request without a record that is taken says nothing about single records.
    failure: /^The endpoint answered 400/,
  },
  "413": {
    deeds: ({ length }) => (length > MOST_RECORDS ? { kind: "refuse", status: 413 } : undefined),
    telling: { kind: "none" },
  },
  "429 with Retry-After": { ...refusal(429, { "retry-after": "20" }), leastWaitMs: 20_000 },
  "500": refusal(500),
  "503": refusal(503),
  hang: {
    deeds: (_, random) => (random.chance(HANG_SHARE) ? { kind: "keepSilent", how: "hang" } : undefined),
    telling: { kind: "failure", message: /^No answer from the endpoint within/ },
  },
  cut: {
    deeds: (_, random) => {
      if (random.chance(1 - SHARE)) return undefined;
      return random.chance(0.5) ? { kind: "cut" } : { kind: "keepSilent", how: "reset" };
    },
    telling: { kind: "failure", message: /^No answer from the endpoint: / },
  },
  "partial success": {
    deeds: (gids) => {
      const unwanted = gids.filter(isChosen);
      return unwanted.length > 0 ? { kind: "reject", gids: unwanted } : undefined;
    },
    telling: { kind: "warning", about: "rejected" },
  },
  "garbage 200": {
    deeds: (_, random) => (random.chance(SHARE) ? { kind: "acknowledge", body: "Thank you!" } : undefined),
    telling: { kind: "warning", about: "remark" },
  },
} as const satisfies Record<string, EndpointTrouble>;

/** The name of a trouble at the endpoint's end. */
export type EndpointTroubleName = keyof typeof ENDPOINT_TROUBLES;

/** The names of all. */
export const ENDPOINT_TROUBLE_NAMES = Object.keys(ENDPOINT_TROUBLES) as readonly EndpointTroubleName[];

/** The records that some endpoints do not like: every seventh or so. */
export function isChosen(gid: string): boolean {
  return Number(gid) % 7 === 3;
}

function refusal(status: number, headers: Readonly<Record<string, string>> = {}): EndpointTrouble {
  return {
    deeds: (_, random) => (random.chance(SHARE) ? { kind: "refuse", status, headers } : undefined),
    telling: { kind: "failure", message: new RegExp(`^The endpoint answered ${status}`) },
  };
}
