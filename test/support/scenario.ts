import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import type { SourceStatus } from "../../src/collector/status.ts";
import type { HealthEvent } from "../../src/health/health-event.ts";
import { type OtlpSink, startOtlpSink } from "../../src/simulator/otlp-sink.ts";
import type { State } from "../../src/source/state.ts";
import type { Line } from "./line.ts";
import { json, startLocalServer } from "./local-server.ts";
import type { Receiver } from "./receiver.ts";

/** The waits between the attempts of one request to Asana are not longer. */
const LONGEST_SHORT_WAIT_MS = 1000;

/** The rest between two polls. */
export const INTERVAL_MS = 5 * 60_000;

const FENCES = 3;
/** An answer over loopback takes fewer, mostly; where not, time passes while it is under way, which does no harm. */
const QUIET_TURNS = 50;

/** Waits, without moving time, until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn();
}

/** The status of a source that must be there. */
export function statusOf(receiver: Receiver, name = "Acme"): SourceStatus {
  const status = receiver.source(name);
  if (status === undefined) throw new Error(`there is no source ${name}`);
  return status;
}

/** Waits until a source rests: until its next poll or attempt, or for good. Time moves only as far as one request needs. */
export async function untilResting(receiver: Receiver, name = "Acme"): Promise<SourceStatus> {
  const { clock } = receiver;
  for (;;) {
    const status = statusOf(receiver, name);
    if (isResting(status)) return status;
    const waitMs = clock.nextWakeInMs;
    if (waitMs !== undefined && waitMs <= LONGEST_SHORT_WAIT_MS) clock.advance(waitMs);
    await nextTurn();
  }
}

/** Lets time pass, as soon as nothing happens any more without it, until something is so. */
export async function passTimeUntil({ clock, changes }: Receiver, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    const before = changes.length;
    for (let turn = 0; turn < QUIET_TURNS; turn++) await nextTurn();
    if (changes.length === before) clock.advance(clock.nextWakeInMs ?? 0);
  }
}

/** Waits until every source rests. */
export async function untilAllResting(receiver: Receiver): Promise<void> {
  for (;;) {
    const waiting = receiver.collector.status().sources.find((source) => !isResting(source));
    if (waiting === undefined) return;
    if (waiting.state === "Stopping") await nextTurn();
    else await untilResting(receiver, waiting.name);
  }
}

/** Moves time to the end of a source's rest, and waits for the next one. */
export async function wake(receiver: Receiver, name = "Acme"): Promise<SourceStatus> {
  receiver.clock.advance(restMsOf(receiver, name));
  await nextTurn();
  return untilResting(receiver, name);
}

/** Moves time from rest to rest until a source rests in this state. */
export async function untilRestingIn(state: State, receiver: Receiver, name = "Acme"): Promise<SourceStatus> {
  let status = await untilResting(receiver, name);
  while (status.state !== state) status = await wake(receiver, name);
  return status;
}

/** Lets every source poll once. */
export async function pollAll(receiver: Receiver): Promise<void> {
  receiver.clock.advance(INTERVAL_MS);
  await nextTurn();
  await untilAllResting(receiver);
}

/** How long a source still rests, in milliseconds. */
export function restMsOf(receiver: Receiver, name = "Acme"): number {
  const { nextPollAt } = statusOf(receiver, name);
  if (nextPollAt === undefined) throw new Error(`${name} does not rest until a time`);
  return Date.parse(nextPollAt) - receiver.clock.now();
}

/** Lets a source begin anew; false when there is none. */
export function restart(receiver: Receiver, name = "Acme"): boolean {
  return receiver.collector.restart(receiver.source(name)?.id ?? 0);
}

/** The states a source went through so far. */
export function statesOf(receiver: Receiver, name = "Acme"): readonly State[] {
  return receiver.changes.flatMap((change) =>
    change.kind === "state" && change.source === name ? [change.state] : [],
  );
}

/** The health events of one tracker so far, the oldest first. */
export function healthEventsOf(receiver: Receiver, trackerId: string): readonly HealthEvent[] {
  return receiver.collector
    .healthEvents()
    .filter(({ details }) => details.trackerId === trackerId)
    .toReversed();
}

/** How many requests for the audit log Asana has seen. */
export function requestCount({ asana }: Line): number {
  return asana.requests.filter(({ path }) => path.endsWith("/audit_log_events")).length;
}

/** Checks that Asana is asked nothing while, and because, something happens. */
export async function expectNoRequest(line: Line, happen: () => void | Promise<void>): Promise<void> {
  const before = requestCount(line);
  await happen();
  // What was sent before these requests has arrived by the time they are answered, although elsewhere.
  const { url } = await startLocalServer(json(200, {}));
  for (let fence = 0; fence < FENCES; fence++) await fetch(url);
  expect(requestCount(line)).toBe(before);
}

/** A new sink where one was that is closed. */
export async function reopenSink({ url }: OtlpSink): Promise<OtlpSink> {
  const sink = await startOtlpSink({ port: Number(new URL(url).port), keep: "records" });
  onTestFinished(() => sink.close());
  return sink;
}

/** Answers that are kept back. */
export interface HeldAnswers {
  /** Resolves when the first request waits for its answer. */
  readonly held: Promise<void>;
  /** Lets every answer go out. */
  release(): void;
}

/** An answer of the sink that a test chooses; undefined for the ordinary one. */
export type ChosenAnswer = Awaited<ReturnType<NonNullable<Parameters<OtlpSink["setAnswer"]>[0]>>>;

/**
 * Keeps the sink's answers back; what waits for one is not counted as arrived yet, and gets `answer` in the end.
 *
 * @param free so many requests are answered before
 */
export function holdAnswers(sink: OtlpSink, answer?: ChosenAnswer, free = 0): HeldAnswers {
  const released = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  let requests = 0;
  sink.setAnswer(async () => {
    requests += 1;
    if (requests <= free) return undefined;
    held.resolve();
    await released.promise;
    return answer;
  });
  const release = (): void => {
    sink.setAnswer(undefined);
    released.resolve();
  };
  onTestFinished(release);
  return { held: held.promise, release };
}

function isResting({ state, nextPollAt, failure }: SourceStatus): boolean {
  if (state === "Error")
    return nextPollAt !== undefined || (failure !== undefined && failure.retryAt === undefined);
  return state === "Collecting" && nextPollAt !== undefined;
}
