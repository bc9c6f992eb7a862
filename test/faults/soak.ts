// npm run soak: the matrix, storms of troubles and kills for as long as one likes, and a table of what came of them.
// Variables: KILLS (1000, half of them while a past is read in slices), MATRIX_ROUNDS (3), SOAK_MINUTES of storms (10),
// SEED (of the day).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ASANA_TROUBLE_NAMES } from "../support/asana-troubles.ts";
import { ENDPOINT_TROUBLE_NAMES } from "../support/endpoint-troubles.ts";
import { killAgainAndAgain } from "../support/kill-rounds.ts";
import { runPair } from "../support/trouble-pair.ts";
import { runStorm } from "../support/trouble-storm.ts";
import type { LineResult } from "../support/troubled-line.ts";

const DAY_MS = 86_400_000;
const SEED = Number(process.env["SEED"] ?? Math.floor(Date.now() / DAY_MS));
const KILLS = Number(process.env["KILLS"] ?? 1000);
const MATRIX_ROUNDS = Number(process.env["MATRIX_ROUNDS"] ?? 3);
const SLICES = 4;
const SOAK_MINUTES = Number(process.env["SOAK_MINUTES"] ?? 10);

/** A line of the table. */
interface Row {
  readonly rounds: number;
  readonly kills: number;
  readonly events: number;
  readonly lost: number;
  readonly repeated: number;
  readonly unheard: number;
  readonly deadLetters: number;
  readonly rejected: number;
  readonly worstMemoryMb: number | undefined;
  readonly findings: readonly string[];
}

const NOTHING: Row = {
  rounds: 0,
  kills: 0,
  events: 0,
  lost: 0,
  repeated: 0,
  unheard: 0,
  deadLetters: 0,
  rejected: 0,
  worstMemoryMb: undefined,
  findings: [],
};

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "otel-asana-soak-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.on("exit", remove);
  try {
    return await run(folder);
  } finally {
    process.off("exit", remove);
    remove();
  }
}

// Ctrl-C leaves neither processes nor folders behind.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

function add(row: Row, name: string, result: LineResult): Row {
  const findings = result.findings.map((finding) => `${name}: ${finding}`);
  return {
    rounds: row.rounds + 1,
    kills: 0,
    events: row.events + result.events,
    lost: row.lost + result.lost,
    repeated: row.repeated + result.repeated,
    unheard: row.unheard + result.unheard,
    deadLetters: row.deadLetters + result.deadLetters,
    rejected: row.rejected + result.rejected,
    worstMemoryMb: undefined,
    findings: [...row.findings, ...findings],
  };
}

async function soakPairs(): Promise<Row> {
  let row = NOTHING;
  for (let round = 1; round <= MATRIX_ROUNDS; round++) {
    const seed = SEED + round;
    for (const asana of ASANA_TROUBLE_NAMES) {
      for (const endpoint of ENDPOINT_TROUBLE_NAMES) {
        const result = await inFolder((folder) => runPair(asana, endpoint, { seed, folder }));
        row = add(row, `${asana} and ${endpoint}, seed ${seed}`, result);
      }
      progress(`matrix ${round} of ${MATRIX_ROUNDS}: ${asana}`);
    }
  }
  return row;
}

async function soakStorms(): Promise<Row> {
  let row = NOTHING;
  const endAt = Date.now() + SOAK_MINUTES * 60_000;
  while (Date.now() < endAt) {
    const seed = SEED * 100_000 + row.rounds;
    row = add(row, `storm ${seed}`, await inFolder((folder) => runStorm({ seed, folder })));
    progress(`storm ${row.rounds}`);
  }
  return row;
}

async function soakKills(slices: number): Promise<Row> {
  const rounds = Math.ceil(KILLS / 2);
  if (rounds === 0) return NOTHING;
  const onRound = (round: number): void => progress(`kill ${round} of ${rounds}, ${slices} slices at once`);
  const result = await inFolder((folder) =>
    killAgainAndAgain({ rounds, seed: SEED, folder, slices, onRound }),
  );
  return { rounds, ...result };
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

function cells(name: string, row: Row): string[] {
  const numbers = [row.rounds, row.kills, row.events, row.lost, row.repeated, row.unheard];
  const memory = row.worstMemoryMb === undefined ? "" : `${Math.round(row.worstMemoryMb)} MB`;
  return [name, ...[...numbers, row.deadLetters, row.rejected].map(String), memory, `${row.findings.length}`];
}

const HEAD = ["", "rounds", "kills", "events", "lost", "repeated", "unheard", "dead", "rejected", "memory"];

function print(rows: readonly (readonly [string, Row])[]): void {
  const table = [[...HEAD, "findings"], ...rows.map(([name, row]) => cells(name, row))];
  const widths = HEAD.concat("").map((_, at) => Math.max(...table.map((line) => line[at]?.length ?? 0)));
  for (const line of table) {
    const padded = line.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    );
    process.stdout.write(`${padded.join("  ")}\n`);
  }
  for (const [, { findings }] of rows) for (const finding of findings) process.stdout.write(`${finding}\n`);
}

process.stdout.write(
  `SEED=${SEED} KILLS=${KILLS} MATRIX_ROUNDS=${MATRIX_ROUNDS} SOAK_MINUTES=${SOAK_MINUTES}\n`,
);
const rows = [
  ["pairs of troubles", await soakPairs()],
  ["storms", await soakStorms()],
  ["kills", await soakKills(0)],
  ["kills in slices", await soakKills(SLICES)],
] as const;
progress("");
print(rows);
const isClean = rows.every(([, { findings, lost }]) => findings.length === 0 && lost === 0);
process.exitCode = isClean ? 0 : 1;
