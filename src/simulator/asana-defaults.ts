import { type Clock, systemClock } from "../lib/clock.ts";
import type { Fault } from "./faults.ts";

/** How the simulated Asana behaves. */
export interface AsanaSimulatorOptions {
  /** The tokens of service accounts. */
  readonly tokens: readonly string[];
  /** Tokens that are valid but not a service account's: they get a 403. */
  readonly userTokens?: readonly string[];
  /** The gids of the workspaces; each has a log of its own. */
  readonly workspaces: readonly string[];
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly host?: string;
  /** The seed of every choice: same seed, same events. */
  readonly seed?: number;
  /** Events in the history of each workspace. */
  readonly events?: number;
  /** How far back the history reaches. */
  readonly historyMs?: number;
  /** New events per second in each workspace. */
  readonly rate?: number;
  /** Wait before each answer. */
  readonly latencyMs?: number;
  /** Largest page: 100, or 1000 for the other reading of Asana's documentation. */
  readonly limitMax?: number;
  /** Page size when the request names none. */
  readonly defaultLimit?: number;
  readonly retentionMs?: number;
  /** Per token. */
  readonly rateLimitPerMinute?: number;
  /** Requests under way per token. */
  readonly concurrency?: number;
  /** Whether clients that offer to unpack gzip get it. */
  readonly gzip?: boolean;
  readonly faults?: readonly Fault[];
  readonly clock?: Clock;
}

const DAY_MS = 86_400_000;

/** Asana's documented numbers; history and rate are the simulator's own. */
export const SIMULATOR_DEFAULTS = {
  userTokens: [],
  port: 0,
  host: "127.0.0.1",
  seed: 1,
  events: 1000,
  historyMs: 30 * DAY_MS,
  rate: 0,
  latencyMs: 0,
  // The parameter's description says 1 to 100, the endpoint's says pages have 1000: both hold like this.
  limitMax: 100,
  defaultLimit: 1000,
  retentionMs: 90 * DAY_MS,
  // Of a paid plan; the audit log exists on no other.
  rateLimitPerMinute: 1500,
  concurrency: 50,
  gzip: true,
  faults: [],
  clock: systemClock,
} satisfies Partial<AsanaSimulatorOptions>;
