import { EVENT_FIELDS, PART_FIELDS } from "./attributes.ts";
import { isMap, type JsonMap } from "./json.ts";

const PARTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  PART_FIELDS.map(([part, fields]) => [part, new Set(fields.map(([field]) => field))]),
);

const CARRIED: ReadonlySet<string> = new Set([...EVENT_FIELDS.map(([field]) => field), "details"]);

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
    if (CARRIED.has(key)) return undefined;
    if (key === "gid") return isReadable.gid ? undefined : value;
    if (key === "created_at") return isReadable.createdAt ? undefined : value;
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
