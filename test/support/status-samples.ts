import type { Incident, Source, Status } from "../../src/generated/status.ts";

/** A status as of 2026-06-01, 12 o'clock. */
export function status(sources: Source[]): Status {
  return {
    version: "1.0.0",
    at: "2026-06-01T12:00:00.000Z",
    startedAt: "2026-06-01T11:00:00.000Z",
    phase: "running",
    collector: { id: 1, name: "test" },
    endpoint: "http://localhost:4318",
    managedBy: "files",
    health: "healthy",
    incidents: [],
    sources,
  };
}

/** A source of which nothing is to be said. */
export function sourceStatus(changes: Partial<Source> = {}): Source {
  return {
    id: 1,
    name: "Acme",
    workspaceID: "1204094735693514",
    state: "Collecting",
    stateAt: "2026-06-01T11:00:01.000Z",
    states: [{ state: "Collecting", at: "2026-06-01T11:00:01.000Z" }],
    health: "healthy",
    incidents: [],
    pages: 0,
    accepted: 0,
    rejected: 0,
    duplicates: 0,
    deadLettered: 0,
    deadLetters: 0,
    repairs: 0,
    activity: { minutes: quiet(60), halfHours: quiet(48) },
    ...changes,
  };
}

function quiet(length: number): Source["activity"]["minutes"] {
  return { acknowledged: Array(length).fill(0), lagMs: Array(length).fill(null) };
}

/** An open problem. */
export function incident(changes: Partial<Incident> = {}): Incident {
  return {
    id: "an-id",
    trackerId: "ConfigWarning",
    name: "The configuration needs attention",
    severity: "Warning",
    reason: "something",
    hint: "Do something.",
    openedAt: "2026-06-01T11:30:00.000Z",
    lastAt: "2026-06-01T11:30:00.000Z",
    count: 1,
    ...changes,
  };
}
