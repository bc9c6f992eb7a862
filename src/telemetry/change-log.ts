import type { Logger } from "pino";
import { formatPlace, type Place } from "../config/issue.ts";
import type { SourceChange } from "../source/source-change.ts";

/**
 * Writes what sources tell of themselves to our log. A failure that repeats is said once, with the place in
 * the source's file where that is what must change.
 */
export function createChangeLog(
  logger: Logger,
  placeOf: (sourceName: string) => Place | undefined,
): (sourceName: string, change: SourceChange) => void {
  /** What was said since all went well. */
  const said = new Map<string, Set<string>>();
  return (source, change) => {
    switch (change.kind) {
      case "state":
        // Not a page: another stream of the source may still be in trouble.
        // After a restart somebody wants to know.
        if (change.state === "Collecting" || change.state === "Pending") said.delete(source);
        return logger.info({ source, state: change.state }, "state");
      case "authenticated":
        return undefined;
      case "page":
        return logger.debug(
          {
            source,
            records: change.records.length,
            duplicates: change.duplicates,
            filtered: change.filtered,
          },
          "page acknowledged",
        );
      case "caughtUp":
        return logger.debug({ source, nextPollAt: toIso(change.nextPollAt) }, "caught up");
      case "warning":
        return logger.warn({ source }, change.message);
      case "failure": {
        const { errorType, message, hint } = change.failure;
        const origin = errorType === "ThirdPartyConfig" ? placeOf(source) : undefined;
        const place = origin === undefined || origin.line === 0 ? undefined : formatPlace(origin);
        const messages = said.get(source) ?? new Set();
        const level = messages.has(message) ? "debug" : "error";
        said.set(source, messages.add(message));
        return logger[level]({ source, errorType, hint, place, retryAt: toIso(change.retryAt) }, message);
      }
    }
  };
}

function toIso(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
