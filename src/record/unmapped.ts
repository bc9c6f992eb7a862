import { FIELDS } from "../event/fields.ts";
import { isMap, type JsonMap } from "./json.ts";

/** The fields that attributes carry, by the part of the event that they are in. */
const PARTS: ReadonlyMap<string, ReadonlySet<string>> = toParts();

/** Those that are in no part. */
const CARRIED: ReadonlySet<string> = new Set([...FIELDS.filter((field) => !field.includes(".")), "details"]);

function toParts(): Map<string, Set<string>> {
  const parts = new Map<string, Set<string>>();
  for (const field of FIELDS) {
    const [part = "", name] = field.split(".");
    if (name !== undefined) parts.set(part, (parts.get(part) ?? new Set()).add(name));
  }
  return parts;
}

/**
 * What a record without a body would lose: the fields that no attribute carries, in the event's shape.
 *
 * One map rather than one attribute a field, so that no unknown name can take a known attribute's place.
 *
 * @param isReadable whether the record carries the event's `gid` and `created_at`
 * @returns undefined when the attributes carry everything
 */
export function toUnmapped(
  event: unknown,
  isReadable: { readonly gid: boolean; readonly createdAt: boolean },
): unknown {
  if (!isMap(event)) return event;
  return pick(event, (key, value) => {
    if (key === "gid") return isReadable.gid ? undefined : value;
    if (key === "created_at") return isReadable.createdAt ? undefined : value;
    if (CARRIED.has(key)) return undefined;
    const known = PARTS.get(key);
    if (known === undefined) return value;
    if (!isMap(value)) return value ?? undefined;
    return pick(value, (field, inner) => (known.has(field) ? undefined : inner));
  });
}

/** What `choose` leaves of a map; undefined when it leaves nothing. */
function pick(map: JsonMap, choose: (key: string, value: unknown) => unknown): JsonMap | undefined {
  // Without a prototype, so that a key `__proto__` is a key like any other.
  const picked: Record<string, unknown> = Object.create(null);
  let isEmpty = true;
  for (const key of Object.keys(map)) {
    const chosen = choose(key, map[key]);
    if (chosen === undefined) continue;
    picked[key] = chosen;
    isEmpty = false;
  }
  return isEmpty ? undefined : picked;
}
