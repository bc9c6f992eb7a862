import type { AsanaClient } from "../asana/client.ts";
import { fingerprintOf } from "../checkpoint/fingerprint.ts";
import { REPLAY_WINDOW_MS } from "../checkpoint/store.ts";
import type { SourceConfig } from "../config/sources.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import { deliver } from "../otlp/deliver.ts";
import type { Exporter } from "../otlp/exporter.ts";
import { createRecordPipe } from "../otlp/record-pipe.ts";
import { toResourceAttributes } from "../record/resource.ts";
import { toRecord } from "../record/to-record.ts";
import { Source } from "../source/source.ts";
import type { CollectorOptions } from "./options.ts";

/** What all sources of a collector share. */
export interface SharedParts extends CollectorOptions {
  readonly asana: AsanaClient;
  readonly exporter: Exporter;
  /** Resource attributes of every record. */
  readonly resource: Readonly<Record<string, string>>;
}

/** Builds one source: its workspace, token, resource and checkpoint bound to the shared client and exporter. */
export function createSource(config: SourceConfig, shared: SharedParts): Source {
  const { settings, resource, asana, exporter, store, clock, random, once, observe } = shared;
  const { name, workspaceID, category, personalAccessToken } = config;
  const { profile, body, filters, polling } = settings;
  const { url, limit } = settings.asana;
  const pipe = createRecordPipe({
    resource: toResourceAttributes(config, resource),
    scope: { name: PACKAGE_NAME, version: PACKAGE_VERSION },
  });
  return new Source(
    {
      fetchPage: ({ startAt, offset }, signal) =>
        asana.fetchPage({ workspaceID, filters, limit, startAt, offset }, personalAccessToken, signal),
      toRecord: (event, observedAt) => toRecord(event, { profile, body, observedAt }),
      toReadable: (records) => pipe.toReadable(records),
      deliver: (records) => deliver(records, exporter),
      checkpoint: store.source({ workspaceID, name }),
      clock,
      random,
      observe: (change) => observe(name, change),
    },
    {
      name,
      workspaceID,
      category,
      fingerprint: fingerprintOf({ url, workspaceID, filters }),
      startAt: polling.startAt,
      replayWindowMs: REPLAY_WINDOW_MS,
      intervalMs: polling.intervalMs,
      once,
    },
  );
}
