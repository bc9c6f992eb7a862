import { systemClock } from "../lib/clock.ts";
import { errorAt, warningAt } from "./issue.ts";
import { findSetting, type SettingsLayer } from "./settings-layer.ts";
import { type Report, toDurationMs } from "./settings-values.ts";
import { parseStartAt, type StartAt } from "./start-at.ts";

/** When Asana is asked, from where on, and what is remembered of it. */
export interface ReadingSettings {
  readonly polling: {
    readonly intervalMs: number;
    readonly startAt: StartAt;
    /** How far before the newest event reading goes on when an offset is refused. */
    readonly overlapMs: number;
    /** Undefined, written "0s": events that arrive late are not looked for. */
    readonly sweep: { readonly windowMs: number; readonly everyPolls: number } | undefined;
    /** So many parts of the past at once, of all sources together, so long each. */
    readonly backfill: { readonly streams: number; readonly sliceMs: number };
  };
  readonly checkpoints: {
    /** How long before the newest event a gid stays known. */
    readonly replayWindowMs: number;
    readonly mostDeadLetters: number;
  };
  /** How many events may become dead letters within an hour by refusals that may pass. */
  readonly deadLetters: { readonly perHour: number };
}

/** Reads everything about the reading. */
export function readReading(layers: readonly SettingsLayer[], report: Report): ReadingSettings {
  const intervalMs = toDurationMs(findSetting(layers, "polling", "interval"), 300_000, report);
  const overlapMs = toDurationMs(findSetting(layers, "polling", "overlap"), 600_000, report);
  const window = findSetting(layers, "polling", "sweepWindow");
  const everyPolls = findSetting(layers, "polling", "sweepEvery")?.value ?? 12;
  const sliceMs = toDurationMs(findSetting(layers, "polling", "backfillSlice"), 86_400_000, report);
  const windowMs = toDurationMs(window, 3_600_000, report, 0);
  return {
    polling: {
      intervalMs,
      startAt: readStartAt(layers, report),
      overlapMs,
      backfill: { streams: findSetting(layers, "polling", "backfillStreams")?.value ?? 10, sliceMs },
      sweep: windowMs === 0 ? undefined : { windowMs, everyPolls },
    },
    checkpoints: {
      // Whatever can come again must still be known.
      replayWindowMs: Math.max(overlapMs, windowMs),
      mostDeadLetters: findSetting(layers, "deadLetters", "limit")?.value ?? 1000,
    },
    deadLetters: { perHour: findSetting(layers, "deadLetters", "perHour")?.value ?? 20 },
  };
}

function readStartAt(layers: readonly SettingsLayer[], report: Report): StartAt {
  const found = findSetting(layers, "polling", "startAt");
  const startAt = parseStartAt(found?.value ?? "beginning");
  if (found !== undefined && startAt?.kind === "instant" && startAt.at > systemClock.now()) {
    const message = "polling.startAt is in the future: no event before it is read";
    report(
      warningAt(found.place, { code: "future-start", message, hint: "Write now, or a time that is over" }),
    );
  }
  if (startAt !== undefined) return startAt;
  if (found !== undefined) {
    const message = "polling.startAt names a day or a time that does not exist";
    report(errorAt(found.place, { code: "wrong-value", message }));
  }
  return { kind: "beginning" };
}
