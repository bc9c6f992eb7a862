import type { Health, Status } from "../generated/status.ts";
import { systemClock } from "../lib/clock.ts";
import { messageOf, ReceiverError, UsageError } from "../lib/errors.ts";
import { printableJson } from "../lib/printable-json.ts";
import type { Shutdown } from "../lib/shutdown.ts";
import type { ApiClient } from "./api-client.ts";
import { type ApiFlags, connectApi } from "./api-connection.ts";
import { findSource } from "./find-source.ts";
import { createOutput, type Output } from "./output.ts";
import { createScreen, type Screen } from "./screen.ts";
import { toStatusLines } from "./status-view.ts";

/** The options of `status` as they were typed. */
export interface StatusFlags extends ApiFlags {
  readonly json: boolean;
  /** Seconds between two looks; true: the usual ones. */
  readonly watch?: string | true;
}

const WATCH_SECONDS = 2;

/**
 * `otel-asana-receiver status`: says what a running receiver is doing, or one of its sources. Returns the exit code: 0,
 * or 1 when an error of what was asked for is open; while it watches, that of the last look.
 *
 * @throws ReceiverError when the receiver cannot be asked or has no such source, UsageError when `--watch` is no number
 */
export async function status(
  source: string | undefined,
  flags: StatusFlags,
  listen: () => Shutdown,
): Promise<number> {
  const intervalMs = readInterval(flags.watch);
  const { client, redact } = await connectApi(flags);
  const output = createOutput(redact);
  if (intervalMs !== undefined) {
    const screen = createScreen(redact);
    const { stop } = listen();
    return watch({ client, source, isJson: flags.json, intervalMs, output, screen, stop });
  }
  const seen = await look(client, source);
  output.out(
    flags.json ? printableJson(seen.status) : toStatusLines(seen.status, process.stdout.columns).join("\n"),
  );
  return seen.code;
}

function readInterval(watch: string | true | undefined): number | undefined {
  if (watch === undefined) return undefined;
  const seconds = watch === true ? WATCH_SECONDS : Number(watch);
  if (seconds > 0) return seconds * 1000;
  throw new UsageError("--watch takes a number of seconds", {
    hint: "Write --watch 5; a source's name goes before it.",
  });
}

/** What is needed to look again and again. */
interface Watching {
  readonly client: ApiClient;
  readonly source: string | undefined;
  readonly isJson: boolean;
  readonly intervalMs: number;
  readonly output: Output;
  readonly screen: Screen;
  readonly stop: AbortSignal;
}

async function watch(watching: Watching): Promise<number> {
  const { client, source, isJson, intervalMs, output, screen, stop } = watching;
  // Nobody watches any more: it ends as at Ctrl-C.
  process.stdout.once("error", () => process.emit("SIGINT"));
  let code = 0;
  while (!stop.aborted) {
    try {
      const seen = await look(client, source, stop);
      if (isJson) output.out(printableJson(seen.status));
      else screen.show(toStatusLines(seen.status, process.stdout.columns));
      code = seen.code;
    } catch (error) {
      if (!(error instanceof ReceiverError)) throw error;
      if (stop.aborted) break;
      const text = `${messageOf(error)}. ${error.hint ?? ""}`;
      if (isJson) output.err(text);
      else screen.show([text]);
      code = 1;
    }
    await systemClock.sleep(intervalMs, stop);
  }
  return code;
}

/** What was seen, and the exit code it asks for. */
interface Look {
  readonly status: Status;
  readonly code: number;
}

async function look(client: ApiClient, wanted: string | undefined, signal?: AbortSignal): Promise<Look> {
  const status = await client.readStatus(signal);
  if (wanted === undefined) return { status, code: exitCodeOf(status) };
  const [source] = findSource(status.sources, wanted, `at ${client.url}`);
  return { status: { ...status, sources: [source] }, code: exitCodeOf(source) };
}

function exitCodeOf({ health }: { readonly health: Health }): number {
  return health === "error" ? 1 : 0;
}
