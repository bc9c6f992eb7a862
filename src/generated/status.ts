// Made from schemas/status.schema.json by npm run generate: change that file instead.

/**
 * The worst of what is open.
 */
export type Health = "healthy" | "warning" | "error";
/**
 * A state, in Sumo Logic's words; Stopped is what a source is in when it has ended.
 */
export type State =
  "Pending" | "Started" | "Initialized" | "Authenticated" | "Collecting" | "Error" | "Stopping" | "Stopped";

/**
 * All that can be seen of a running receiver, as of one moment. Instants are in UTC.
 */
export interface Status {
  /**
   * The version of otel-asana-receiver.
   */
  version: string;
  /**
   * The moment.
   */
  at: string;
  /**
   * When the receiver was started.
   */
  startedAt: string;
  /**
   * Whether its sources run: not yet, now, or not any more.
   */
  phase: "starting" | "running" | "stopping";
  /**
   * How the receiver is called in its API.
   */
  collector: {
    /**
     * Its number.
     */
    id: number;
    /**
     * Its name.
     */
    name: string;
  };
  /**
   * Where records go, without anything secret.
   */
  endpoint: string;
  /**
   * Where its sources are made and changed.
   */
  managedBy: "files" | "api";
  health: Health;
  /**
   * The open problems of the Collector itself.
   */
  incidents: Incident[];
  /**
   * Its sources, those that are being stopped among them.
   */
  sources: Source[];
}
/**
 * A problem from its first sight to its end.
 */
export interface Incident {
  /**
   * The id of the health event that opened it.
   */
  id: string;
  /**
   * The kind of problem, such as ThirdPartyConfigError.
   */
  trackerId: string;
  /**
   * The problem in a few words.
   */
  name: string;
  /**
   * An error keeps a source from collecting, a warning is a weak point.
   */
  severity: "Error" | "Warning";
  /**
   * What is wrong, on what.
   */
  reason: string;
  /**
   * What to do about it.
   */
  hint: string;
  /**
   * When it was first seen.
   */
  openedAt: string;
  /**
   * When it was seen last.
   */
  lastAt: string;
  /**
   * How often it was seen.
   */
  count: number;
  /**
   * When it was over. Absent while it is open.
   */
  closedAt?: string;
}
/**
 * One source.
 */
export interface Source {
  /**
   * Its number in the API.
   */
  id: number;
  /**
   * Its name, unique within the Collector.
   */
  name: string;
  /**
   * Its description.
   */
  description?: string;
  /**
   * Its category.
   */
  category?: string;
  /**
   * The gid of the workspace whose log it follows.
   */
  workspaceID: string;
  /**
   * Where its name stands, as file:line:column. Absent when it was made through the API.
   */
  origin?: string;
  state: State;
  /**
   * When it came into this state.
   */
  stateAt: string;
  /**
   * The latest states it came through, the oldest first, the present one last.
   *
   * @minItems 1
   * @maxItems 8
   */
  states: StateChange[];
  health: Health;
  /**
   * Its open problems.
   */
  incidents: Incident[];
  /**
   * What keeps it from going on.
   */
  failure?: {
    /**
     * Sumo Logic's kind of trouble.
     */
    errorType: "ThirdPartyConfig" | "ThirdPartyGeneric" | "FirstPartyGeneric";
    /**
     * What failed, on what.
     */
    message: string;
    /**
     * What to do about it.
     */
    hint: string;
    /**
     * How many attempts have failed in a row.
     */
    attempts: number;
    /**
     * When it is tried again. Absent when only a change of its configuration or a restart helps.
     */
    retryAt?: string;
  };
  /**
   * Pages that brought events, since the source was started.
   */
  pages: number;
  /**
   * Records the endpoint acknowledged, since the source was started.
   */
  accepted: number;
  /**
   * Records the endpoint refused for good in a partial success, since the source was started.
   */
  rejected: number;
  /**
   * Events that were recognised as delivered before, and not sent, since the source was started.
   */
  duplicates: number;
  /**
   * Events that the filters left out here, since the source was started.
   */
  filtered: number;
  /**
   * Events whose record the endpoint refuses by itself, and that are kept as dead letters, since the source was started.
   */
  deadLettered: number;
  /**
   * How many of its dead letters are kept now.
   */
  deadLetters: number;
  /**
   * Values that could not be carried as they are, such as an unreadable time, since the source was started.
   */
  repairs: number;
  /**
   * Values that were redacted, since the source was started.
   */
  redacted: number;
  /**
   * The latest created_at that was delivered.
   */
  newestEventAt?: string;
  /**
   * How old the newest event of the last page was when the endpoint acknowledged it, in milliseconds.
   */
  lagMs?: number;
  /**
   * When the next poll begins. Absent while one is running or none will come.
   */
  nextPollAt?: string;
  activity: Activity;
  backfill?: Backfill;
  checkpoint?: Checkpoint;
}
/**
 * A state that was entered.
 */
export interface StateChange {
  state: State;
  /**
   * When it was entered.
   */
  at: string;
}
/**
 * What the endpoint acknowledged of late. Kept in memory, so it begins with the receiver.
 */
export interface Activity {
  /**
   * The last hour by minute, the present one last.
   */
  minutes: {
    /**
     * Records the endpoint acknowledged.
     *
     * @minItems 60
     * @maxItems 60
     */
    acknowledged: number[];
    /**
     * The largest lag that was noted, in milliseconds; null where none was.
     *
     * @minItems 60
     * @maxItems 60
     */
    lagMs: (number | null)[];
  };
  /**
   * The last day by half hour, the present one last.
   */
  halfHours: {
    /**
     * Records the endpoint acknowledged.
     *
     * @minItems 48
     * @maxItems 48
     */
    acknowledged: number[];
    /**
     * The largest lag that was noted, in milliseconds; null where none was.
     *
     * @minItems 48
     * @maxItems 48
     */
    lagMs: (number | null)[];
  };
}
/**
 * How far the reading of a history is. Absent where at most 10 minutes of it are left, or nothing.
 */
export interface Backfill {
  /**
   * Where the history begins: its start, where it is read in slices; or else the oldest event that was read of it.
   */
  fromAt: string;
  /**
   * Where the history ends: the end of its last slice; or else now, as events come while it is read.
   */
  toAt: string;
  /**
   * All before it is delivered: up to the newest event, or up to the first gap where it is read in slices.
   */
  reachedAt: string;
  /**
   * How much of the time between fromAt and toAt is delivered, wherever in it that is, from 0 to 1.
   */
  share: number;
  /**
   * When the reading began.
   */
  beganAt: string;
  /**
   * When it is read if that goes on as fast as so far. Absent while there is nothing to reckon from, and while something keeps the source from going on.
   */
  expectedEndAt?: string;
}
/**
 * What is stored of a source's position.
 */
export interface Checkpoint {
  /**
   * The workspace whose log it is a position in.
   */
  workspaceID: string;
  /**
   * Where the stream began. Absent when it began with the oldest event.
   */
  startAt?: string;
  /**
   * Asana's opaque position in the stream. Absent at its beginning.
   */
  offset?: string;
  /**
   * The latest created_at that was delivered.
   */
  newestEventAt?: string;
  /**
   * When it moved last.
   */
  updatedAt: string;
  /**
   * How many slices of the past are still to be read. Absent when there are none.
   */
  slicesLeft?: number;
  /**
   * What was read since the source's first run.
   */
  totals: {
    /**
     * Pages that brought events.
     */
    pages: number;
    /**
     * Records the endpoint acknowledged.
     */
    accepted: number;
    /**
     * Records the endpoint refused for good in a partial success.
     */
    rejected: number;
    /**
     * Events that were recognised as delivered before, and not sent.
     */
    duplicates: number;
    /**
     * Events that the filters left out here.
     */
    filtered: number;
    /**
     * Events whose record the endpoint refuses by itself, and that are kept as dead letters.
     */
    deadLettered: number;
  };
}
