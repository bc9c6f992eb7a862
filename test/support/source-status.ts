import type { Source } from "../../src/generated/status.ts";
import { NO_COUNTS } from "../../src/lib/counts.ts";

const AT = "2026-11-25T08:00:00.000Z";

/** The status of a source that collects and has nothing to tell, but for what is given. */
export function sourceStatus(parts: Partial<Source> = {}): Source {
  const state = parts.state ?? "Collecting";
  return {
    id: 1,
    name: "Acme",
    workspaceID: "1204094735693514",
    state,
    stateAt: AT,
    states: [{ state, at: AT }],
    health: "healthy",
    incidents: [],
    ...NO_COUNTS,
    deadLetters: 0,
    repairs: 0,
    redacted: 0,
    activity: { minutes: noActivity(60), halfHours: noActivity(48) },
    ...parts,
  };
}

function noActivity(length: number): Source["activity"]["minutes"] {
  return { acknowledged: Array(length).fill(0), lagMs: Array(length).fill(null) };
}
