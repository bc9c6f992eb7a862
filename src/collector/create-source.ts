import type { AsanaClient } from "../asana/client.ts";
import { fingerprintOf } from "../checkpoint/fingerprint.ts";
import type { CheckpointStore, Origin } from "../checkpoint/store.ts";
import type { Settings } from "../config/settings.ts";
import type { SourceConfig } from "../config/source-config.ts";
import type { Clock } from "../lib/clock.ts";
import { deliver } from "../otlp/deliver.ts";
import type { Exporter } from "../otlp/exporter.ts";
import type { Standing } from "../otlp/standing.ts";
import { NEW_TRIAL } from "../otlp/trial.ts";
import { createEventFilter } from "../record/event-filter.ts";
import type { Slot, Slots } from "../source/slots.ts";
import { Source } from "../source/source.ts";
import type { SourceChange } from "../source/source-change.ts";
import type { IdentifiedSource } from "./identified-source.ts";
import { createRecorder } from "./recorder.ts";

/** What all sources of a collector share. */
export interface SharedParts {
  readonly settings: Settings;
  readonly asana: AsanaClient;
  readonly exporter: Exporter;
  readonly standing: Standing;
  readonly checkpoints: CheckpointStore;
  readonly slots: Slots;
  /** Resource attributes of every record. */
  readonly resource: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly once: boolean;
  readonly observe: (source: IdentifiedSource, change: SourceChange) => void;
}

/** Builds one source: its workspace, token, resource and checkpoint bound to the shared client and exporter. */
export function createSource(identified: IdentifiedSource, shared: SharedParts): Source {
  const { settings, resource, asana, exporter, standing, checkpoints, clock, random, once, observe } = shared;
  const { id, config } = identified;
  const { workspaceID, personalAccessToken } = config;
  const { filters, eventFilter, polling, retry } = settings;
  const { url, limit } = settings.asana;
  const recorder = createRecorder(config, settings, resource);
  return new Source(
    {
      fetchPage: (position, signal) =>
        asana.fetchPage(
          { workspaceID, filters, source: config.name, ...position },
          personalAccessToken,
          signal,
        ),
      ...recorder,
      passes: eventFilter === undefined ? undefined : createEventFilter(eventFilter),
      deliver: (records, trial = NEW_TRIAL, signal) =>
        deliver(records, exporter, { ...settings.batch, trial, standing, signal }),
      checkpoint: checkpoints.source({ sourceId: id, workspaceID }, toOrigin(config)),
      takeSlot: (signal) => takeSlot(id, shared, signal),
      clock,
      asanaClock: asana.clock,
      random,
      observe: (change) => observe(identified, change),
    },
    {
      fingerprint: fingerprintOf({ url, workspaceID, filters }),
      startAt: polling.startAt,
      pageLimit: limit,
      overlapMs: polling.overlapMs,
      sweep: polling.sweep,
      backfill: { ...polling.backfill, pageLimit: limit },
      intervalMs: polling.intervalMs,
      // A wrong configuration gets better only by a change.
      retry: { ThirdPartyConfig: "never", ...retry },
      once,
    },
  );
}

/** What stays known of a source's dead letters, whatever becomes of the source. */
function toOrigin({ name, category, fields }: SourceConfig): Origin {
  return { name, category, fields };
}

/** While an endpoint refuses much, pages of the past are read only as fast as they may be refused. */
async function takeSlot(
  sourceId: number,
  { slots, standing, clock, once }: Pick<SharedParts, "slots" | "standing" | "clock" | "once">,
  signal: AbortSignal,
): Promise<Slot | undefined> {
  const slot = await slots.take(sourceId, signal);
  // A run that gives up after a few attempts bounds them by that.
  while (!once && !signal.aborted && standing.pauseMs > 0) await clock.sleep(standing.pauseMs, signal);
  return slot;
}
