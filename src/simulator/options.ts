import { UsageError } from "../lib/errors.ts";
import { type AsanaSimulatorOptions, SIMULATOR_DEFAULTS } from "./asana-defaults.ts";
import { parseFault } from "./faults.ts";

/** The simulator's flags as they were typed. */
export interface SimulatorFlags {
  readonly port?: string;
  readonly events?: string;
  readonly rate?: string;
  readonly workspace?: readonly string[];
  readonly token?: readonly string[];
  /** Milliseconds. */
  readonly latency?: string;
  readonly limitMax?: string;
  readonly seed?: string;
  readonly fault?: readonly string[];
}

/** Options of which these are set whatever was typed. */
export type SimulatorFlagOptions = AsanaSimulatorOptions &
  Required<Pick<AsanaSimulatorOptions, "port" | "events" | "rate">>;

const DEFAULT_PORT = 4080;
const DEFAULT_RATE = 1;
const DEFAULT_WORKSPACE = "1200000000000001";
const DEFAULT_TOKEN = "simulated-token";

/**
 * Turns flags into options.
 *
 * @throws UsageError that names the flag and what it takes
 */
export function toSimulatorOptions(flags: SimulatorFlags): SimulatorFlagOptions {
  return {
    port: readInteger("--port", flags.port, 0, 65_535) ?? DEFAULT_PORT,
    events: readInteger("--events", flags.events, 0, 1e9) ?? SIMULATOR_DEFAULTS.events,
    rate: readRate(flags.rate) ?? DEFAULT_RATE,
    workspaces: readList("--workspace", flags.workspace, /^\d+$/, "a workspace's gid, all digits") ?? [
      DEFAULT_WORKSPACE,
    ],
    tokens: readList("--token", flags.token, /^\S+$/, "a token without spaces") ?? [DEFAULT_TOKEN],
    faults: (flags.fault ?? []).map(parseFault),
    latencyMs: readInteger("--latency", flags.latency, 0, 3_600_000) ?? SIMULATOR_DEFAULTS.latencyMs,
    limitMax: readInteger("--limit-max", flags.limitMax, 1, 1000) ?? SIMULATOR_DEFAULTS.limitMax,
    seed: readInteger("--seed", flags.seed, 0, 2 ** 31 - 1) ?? SIMULATOR_DEFAULTS.seed,
  };
}

function readInteger(
  flag: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${flag} takes a whole number between ${least} and ${most}, not "${text}"`);
}

const HIGHEST_RATE = 100_000;

function readRate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rate = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (rate <= HIGHEST_RATE) return rate;
  throw new UsageError(
    `--rate takes a number of events per second between 0 and ${HIGHEST_RATE}, not "${text}"`,
  );
}

/** A token is a secret even here: the message does not repeat it. */
function readList(
  flag: string,
  texts: readonly string[] | undefined,
  pattern: RegExp,
  expected: string,
): readonly string[] | undefined {
  if (texts?.every((text) => pattern.test(text)) === false) throw new UsageError(`${flag} takes ${expected}`);
  return texts;
}
