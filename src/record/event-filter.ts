import type { AsanaEvent } from "../event/asana-event.ts";
import { isMap } from "./json.ts";

/** Which events are passed on. */
export interface EventFilter {
  /** An event must fit every field that is named here. */
  readonly include: FieldValues;
  /** An event must fit none of these. */
  readonly exclude: FieldValues;
}

type FieldValues = { readonly [Field in (typeof FIELDS)[number]["field"]]?: readonly string[] };

/** Where in an event a field is: in which part, or in the event itself, and by which name. */
const FIELDS = [
  { field: "eventType", part: undefined, name: "event_type" },
  { field: "eventCategory", part: undefined, name: "event_category" },
  { field: "actorType", part: "actor", name: "actor_type" },
  { field: "actorGid", part: "actor", name: "gid" },
  { field: "resourceGid", part: "resource", name: "gid" },
] as const;

interface Condition {
  readonly part: string | undefined;
  readonly name: string;
  readonly values: ReadonlySet<string>;
}

/** Something is there, but nothing that could be compared. */
const UNREADABLE = Symbol("unreadable");

type Found = string | typeof UNREADABLE | undefined;

/**
 * Creates the predicate of a filter: whether an event is passed on. A field that is absent fits nothing. One that cannot
 * be read decides nothing: no event is lost for its shape.
 */
export function createEventFilter({ include, exclude }: EventFilter): (event: AsanaEvent) => boolean {
  const wanted = toConditions(include);
  const unwanted = toConditions(exclude);
  return (event) => {
    const { value } = event;
    return (
      wanted.every((condition) => fits(read(value, condition), condition) !== false) &&
      !unwanted.some((condition) => fits(read(value, condition), condition) === true)
    );
  };
}

function toConditions(values: FieldValues): readonly Condition[] {
  return FIELDS.flatMap(({ field, part, name }) => {
    const wanted = values[field];
    return wanted === undefined ? [] : [{ part, name, values: new Set(wanted) }];
  });
}

/** Undefined: nobody can tell. */
function fits(found: Found, { values }: Condition): boolean | undefined {
  if (found === UNREADABLE) return undefined;
  return found !== undefined && values.has(found);
}

function read(event: unknown, { part, name }: Condition): Found {
  const owner = part === undefined ? event : childOf(event, part);
  const isAbsent = part !== undefined && (owner === undefined || owner === null);
  return isAbsent ? undefined : toComparable(childOf(owner, name));
}

function childOf(value: unknown, key: string): unknown {
  return isMap(value) ? value[key] : UNREADABLE;
}

function toComparable(value: unknown): Found {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : UNREADABLE;
}
