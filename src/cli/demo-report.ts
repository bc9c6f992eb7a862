import type { Status } from "../collector/status.ts";
import { formatCount, formatSpan } from "../lib/format.ts";
import { ATTRIBUTE } from "../record/attributes.ts";
import type { AuditRecord } from "../source/ports.ts";
import type { SourceChange } from "../source/source-change.ts";
import type { Output } from "./output.ts";

/** How many records of a page are printed. */
const RECORDS_SHOWN = 3;

/** Prints what the sources do as lines a person can follow. */
export function createDemoReport(
  output: Output,
  readStatus: () => Status | undefined,
): (sourceName: string, change: SourceChange) => void {
  return (name, change) => {
    const line = (text: string): void => output.out(`${name.padEnd(16)} ${text}`);
    switch (change.kind) {
      case "state":
        return line(change.state);
      case "page": {
        const status = readStatus()?.sources.find((source) => source.name === name);
        // Of the past there is none.
        const lag = status?.lagMs === undefined ? "" : `, lag ${formatSpan(status.lagMs)}`;
        line(
          `page ${formatCount(status?.pages ?? 0)}: ${change.records.length} events, ${formatCount(status?.accepted ?? 0)} records acknowledged so far${lag}`,
        );
        for (const record of change.records.slice(0, RECORDS_SHOWN)) output.out(`    ${describe(record)}`);
        if (change.records.length > RECORDS_SHOWN) output.out("    …");
        return undefined;
      }
      case "warning":
        return line(`warning: ${change.message}`);
      case "failure": {
        const { errorType, message, hint } = change.failure;
        return line(`${errorType}: ${message}. ${hint}`);
      }
      case "authenticated":
      case "caughtUp":
        return undefined;
    }
  };
}

/** `2026-06-01 12:00:00  asana.audit.user_login_failed  Ada → Ada`. */
function describe({ createdAt, logRecord }: AuditRecord): string {
  const time =
    createdAt === undefined ? "no time" : new Date(createdAt).toISOString().slice(0, 19).replace("T", " ");
  const attributes = logRecord.attributes ?? {};
  const actor = attributes[ATTRIBUTE.userFullName] ?? attributes[ATTRIBUTE.actorType] ?? "?";
  const resource = attributes[ATTRIBUTE.resourceName] ?? attributes[ATTRIBUTE.resourceType] ?? "?";
  return `${time}  ${logRecord.eventName}  ${String(actor)} → ${String(resource)}`.replaceAll("\n", "\\n");
}
