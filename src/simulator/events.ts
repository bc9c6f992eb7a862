import type { Actor, AuditEvent, Resource } from "./audit-event.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { describeContext } from "./event-context.ts";
import { describeDetails } from "./event-details.ts";
import { EVENT_TYPES, type EventType } from "./event-types.ts";
import { createHistory, type HistoryOptions } from "./history.ts";
import { hashText, mix, Random } from "./random.ts";

/** What decides every event of a workspace. */
export interface EventSourceOptions extends HistoryOptions {
  readonly workspaceGid: string;
}

/** An event as Asana would send it. */
export interface SimulatedEvent {
  readonly gid: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Compact JSON. */
  readonly text: string;
}

/**
 * The audit events of one workspace. Event number i is a pure function of the seed, the workspace and i, so
 * a history of any length takes no memory. Numbers beyond the history are events that come later, whose
 * time the caller knows.
 */
export interface EventSource {
  /** When event number `index` of the history happened. Milliseconds since the epoch, never descending. */
  createdAt(index: number): number;
  gidAt(index: number): string;
  describe(index: number, createdAt?: number): AuditEvent;
  eventAt(index: number, createdAt?: number): SimulatedEvent;
}

/** Event gids have sixteen digits and ascend; each workspace has a range of its own. */
const FIRST_GID = 1_200_000_000_000_000;
const GIDS_PER_WORKSPACE = 1_000_000_000_000;
const WORKSPACE_RANGES = 7000;
const LARGEST_GID_STEP = 90;

/** Creates the events of one workspace. */
export function createEventSource(options: EventSourceOptions): EventSource {
  const { workspaceGid } = options;
  const seed = mix(options.seed, hashText(workspaceGid));
  const history = createHistory({ ...options, seed });
  const directory = createDirectory(options.seed, workspaceGid);
  const firstGid = FIRST_GID + (hashText(workspaceGid) % WORKSPACE_RANGES) * GIDS_PER_WORKSPACE;
  const gidAt = (index: number): string =>
    String(firstGid + index * LARGEST_GID_STEP + (mix(seed, index) % LARGEST_GID_STEP));
  const describe = (index: number, createdAt = history(index)): AuditEvent => {
    const random = new Random(mix(seed, index));
    const type = chooseType(seed, index, random);
    const actor = describeActor(type, random, directory);
    const isServiceAccount = actor.gid !== undefined && actor.email === undefined;
    return {
      gid: gidAt(index),
      created_at: new Date(createdAt).toISOString(),
      event_type: type.name,
      event_category: type.category,
      actor,
      resource: describeResource(type, actor, random, directory),
      details: describeDetails({ type, random, directory }),
      context: describeContext(random, { actorType: actor.actor_type, isServiceAccount }, directory.people),
    };
  };
  return {
    createdAt: history,
    gidAt,
    describe,
    eventAt(index, createdAt = history(index)) {
      return { gid: gidAt(index), createdAt, text: JSON.stringify(describe(index, createdAt)) };
    },
  };
}

/** Every third event goes through the list, so that 400 events show every type; the rest is everyday life. */
function chooseType(seed: number, index: number, random: Random): EventType {
  if (index % 3 !== 0) return random.pick(EVERYDAY_TYPES);
  // 37 and the list's length have no common divisor: each type comes once a round.
  const place = ((seed % EVENT_TYPES.length) + (index / 3) * 37) % EVENT_TYPES.length;
  return EVENT_TYPES[place] ?? random.pick(EVENT_TYPES);
}

const EVERYDAY_WEIGHTS: Readonly<Record<string, number>> = {
  user_login_succeeded: 30,
  user_login_failed: 4,
  user_logged_out: 8,
  user_invited: 3,
  team_member_added: 6,
  project_member_added: 8,
  project_member_removed: 3,
  attachment_uploaded: 12,
  attachment_downloaded: 10,
  project_csv_export_started: 3,
  task_deleted: 8,
  comment_deleted: 4,
  user_app_authorized: 3,
};

const EVERYDAY_TYPES = EVENT_TYPES.flatMap((type) =>
  Array<EventType>(EVERYDAY_WEIGHTS[type.name] ?? 0).fill(type),
);

const SUPPORTED_CATEGORIES = ["admin_settings", "user_updates", "content_export", "access_control"];
const PROVISIONED_CATEGORIES = ["user_updates", "logins", "roles"];
const PUBLIC_TYPES = ["attachment_downloaded", "user_login_failed"];

/** Which of the others than users act on which events is inferred; no samples of most are published. */
function describeActor({ name, category }: EventType, random: Random, directory: Directory): Actor {
  const roll = random.next();
  if (PUBLIC_TYPES.includes(name) && roll < 0.15) return { actor_type: "anonymous" };
  if (PROVISIONED_CATEGORIES.includes(category) && name !== "user_login_succeeded" && roll < 0.15) {
    return { actor_type: "external_administrator" };
  }
  if (category === "deletion" && roll < 0.1) return { actor_type: "asana" };
  if (SUPPORTED_CATEGORIES.includes(category) && roll > 0.93) return { actor_type: "asana_support" };
  if (category !== "logins" && roll > 0.88) {
    const { gid, name: accountName } = random.pick(directory.serviceAccounts);
    return { actor_type: "user", gid, name: accountName ?? "" };
  }
  return { actor_type: "user", ...random.pick(directory.people) };
}

/** Names are content, and content is sometimes gone. */
const NULL_NAME_SHARE = 0.04;

function describeResource(type: EventType, actor: Actor, random: Random, directory: Directory): Resource {
  if (type.name.startsWith("service_account_")) return random.pick(directory.serviceAccounts);
  const isSelf = type.category === "logins" || type.category === "apps";
  const { actor_type: _, ...self } = actor;
  if (isSelf && type.resourceType === "user" && self.gid !== undefined && self.name !== undefined) {
    return { resource_type: "user", ...self, gid: self.gid, name: self.name };
  }
  const resource = random.pick(directory.resources(type.resourceType));
  return resource.email === undefined && random.chance(NULL_NAME_SHARE)
    ? { ...resource, name: null }
    : resource;
}
