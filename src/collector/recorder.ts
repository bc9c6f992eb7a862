import type { Settings } from "../config/settings.ts";
import type { AsanaEvent } from "../event/asana-event.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import { createRecordPipe, type RecordPipe } from "../otlp/record-pipe.ts";
import { createEventRedactor, type RedactedEvent } from "../record/redact-event.ts";
import { type SourceIdentity, toResourceAttributes } from "../record/resource.ts";
import { type AuditRecord, toRecord } from "../record/to-record.ts";

/** Makes what the endpoint gets of one source's events. */
export interface Recorder extends RecordPipe {
  /** Undefined where nothing is to be redacted. */
  readonly redact: ((event: AsanaEvent) => RedactedEvent) | undefined;
  toRecord(event: AsanaEvent, observedAt: number): AuditRecord;
}

/** Creates a source's recorder. `resource`: attributes that the records of all sources share. */
export function createRecorder(
  source: SourceIdentity,
  { profile, body, redact }: Pick<Settings, "profile" | "body" | "redact">,
  resource: Readonly<Record<string, string>>,
): Recorder {
  const pipe = createRecordPipe({
    resource: toResourceAttributes(source, resource),
    scope: { name: PACKAGE_NAME, version: PACKAGE_VERSION },
  });
  return {
    redact: redact.length === 0 ? undefined : createEventRedactor(redact),
    toRecord: (event, observedAt) => toRecord(event, { profile, body, observedAt }),
    toReadable: (records) => pipe.toReadable(records),
  };
}
