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
