import { describe, expect, it } from "vitest";
import { toStatusLines } from "../../src/cli/status-view.ts";
import type { Source, Status } from "../../src/generated/status.ts";
import { sourceStatus } from "../support/source-status.ts";

const AT = "2026-06-01T12:00:00.000Z";

const HISTORY = {
  fromAt: "2026-03-03T12:00:00.000Z",
  toAt: AT,
  reachedAt: "2026-04-10T12:00:00.000Z",
  share: 0.4299,
  beganAt: "2026-06-01T11:00:00.000Z",
  expectedEndAt: "2026-06-01T15:12:30.000Z",
};

function statusOf(source: Partial<Source>): Status {
  return {
    version: "0.1.0",
    at: AT,
    startedAt: AT,
    phase: "running",
    collector: { id: 1, name: "audit-1" },
    endpoint: "http://localhost:4318/v1/logs",
    managedBy: "files",
    health: "healthy",
    incidents: [],
    sources: [sourceStatus({ pages: 1, accepted: 100, ...source })],
  };
}

/** What stands in a column of the only source. */
function cellOf(title: string, source: Partial<Source>): string {
  const [, , titles = "", row = ""] = toStatusLines(statusOf(source));
  const begin = titles.indexOf(title);
  return title === "NEXT" ? row.slice(begin) : row.slice(begin, begin + title.length).trim();
}

describe("a source in the table of `status`", () => {
  it("tells how many dead letters are kept now, not how many there were", () => {
    expect(cellOf("DEAD LETTERS", { deadLetters: 1234, deadLettered: 5 })).toBe("1,234");
  });

  it("that reads a history tells its share and when it is expected to end", () => {
    expect(cellOf("NEXT", { backfill: HISTORY })).toBe("reading a history: 42 %, ends in about 3h 12m");
  });

  it("tells no end that nobody can expect, and not of 100 % before it is there", () => {
    const { expectedEndAt: _, ...begun } = HISTORY;
    expect(cellOf("NEXT", { backfill: { ...begun, share: 0.9999 } })).toBe("reading a history: 99 %");
  });

  it("tells what keeps it from reading a history instead", () => {
    const failure = {
      errorType: "FirstPartyGeneric",
      message: "The endpoint answered 500",
      hint: "",
    } as const;
    const retry = { ...failure, attempts: 2, retryAt: "2026-06-01T12:00:05.000Z" };
    expect(cellOf("NEXT", { state: "Error", backfill: HISTORY, failure: retry })).toBe(
      "retry in 5s after 2 attempts: The endpoint answered 500",
    );
  });

  it("that rests tells when it polls next", () => {
    expect(cellOf("NEXT", { nextPollAt: "2026-06-01T12:04:00.000Z" })).toBe("next poll in 4m");
  });
});
