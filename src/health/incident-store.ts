import type { Database } from "../storage/database.ts";
import type { Incident } from "./incident.ts";

/** The durable home of incidents. Every method throws StorageError when the store fails. */
export interface IncidentStore {
  /** All that are open, and the latest that are over, in the order of their beginning. */
  load(): readonly Incident[];
  /** Writes the present form of incidents, and drops the oldest of those that are over. */
  save(incidents: readonly Incident[]): void;
}

/** How many incidents that are over are kept. */
export const MOST_CLOSED = 1000;

/** Keeps incidents in the database. */
export function createIncidentStore(database: Database): IncidentStore {
  const load = database.prepare("SELECT * FROM incident ORDER BY opened_at, opened_event_id");
  const save = database.prepare(
    `INSERT INTO incident (opened_event_id, closed_event_id, resource_type, resource_id, resource_name, tracker, part,
       reason, hint, opened_at, last_at, count, closed_at, exported)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (opened_event_id) DO UPDATE SET closed_event_id = excluded.closed_event_id, reason = excluded.reason,
       hint = excluded.hint, last_at = excluded.last_at, count = excluded.count, closed_at = excluded.closed_at,
       exported = excluded.exported`,
  );
  const trim = database.prepare(
    `DELETE FROM incident WHERE closed_at IS NOT NULL AND opened_event_id NOT IN
       (SELECT opened_event_id FROM incident WHERE closed_at IS NOT NULL ORDER BY closed_at DESC LIMIT ${MOST_CLOSED})`,
  );
  return {
    load: () =>
      database.read("read the health events", () =>
        load.all().map((row) => toIncident(row as unknown as Row)),
      ),
    save: (incidents) =>
      database.write("write the health events", () => {
        for (const incident of incidents) save.run(...toValues(incident));
        trim.run();
      }),
  };
}

/** The STRICT table of the migrations guarantees these types. */
interface Row {
  readonly opened_event_id: string;
  readonly closed_event_id: string | null;
  readonly resource_type: Incident["resource"]["type"];
  readonly resource_id: number;
  readonly resource_name: string;
  readonly tracker: Incident["trackerId"];
  readonly part: string;
  readonly reason: string;
  readonly hint: string;
  readonly opened_at: number;
  readonly last_at: number;
  readonly count: number;
  readonly closed_at: number | null;
  readonly exported: Incident["exported"];
}

function toIncident(row: Row): Incident {
  return {
    openedEventId: row.opened_event_id,
    closedEventId: row.closed_event_id ?? undefined,
    resource: { type: row.resource_type, id: row.resource_id, name: row.resource_name },
    trackerId: row.tracker,
    part: row.part,
    reason: row.reason,
    hint: row.hint,
    openedAt: row.opened_at,
    lastAt: row.last_at,
    count: row.count,
    closedAt: row.closed_at ?? undefined,
    exported: row.exported,
  };
}

function toValues(incident: Incident): (string | number | null)[] {
  const { resource } = incident;
  return [
    incident.openedEventId,
    incident.closedEventId ?? null,
    resource.type,
    resource.id,
    resource.name,
    incident.trackerId,
    incident.part,
    incident.reason,
    incident.hint,
    incident.openedAt,
    incident.lastAt,
    incident.count,
    incident.closedAt ?? null,
    incident.exported,
  ];
}
