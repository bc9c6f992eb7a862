import type { ReceiverSettings } from "../generated/receiver.ts";
import { errorAt } from "./issue.ts";
import { findSetting, type SettingsLayer } from "./settings-layer.ts";
import type { Report } from "./settings-values.ts";

/** Which events are passed on, and what is taken out of them. */
export interface EventSettings {
  /** Which events Asana is asked for: its own query parameters, of one value each. */
  readonly filters: { readonly [Key in AskedKey]?: string };
  /** Which of the events that Asana gives are passed on; undefined: all. */
  readonly eventFilter: { readonly include: Values; readonly exclude: Values } | undefined;
  /** What is taken out of each: names of presets, and JSON Pointers. */
  readonly redact: readonly string[];
}

type Filters = NonNullable<ReceiverSettings["filters"]>;
type Key = Exclude<keyof Filters, "exclude">;
type AskedKey = (typeof ASKED_KEYS)[number];
type Values = { readonly [Each in Key]?: readonly string[] };

const ASKED_KEYS = ["eventType", "actorType", "actorGid", "resourceGid"] as const;
const KEYS = [...ASKED_KEYS, "eventCategory"] as const satisfies readonly Key[];

/** The receiver itself lives by these. */
const NEEDED = ["/gid", "/created_at"];

/** Reads everything about the events. */
export function readEventSettings(layers: readonly SettingsLayer[], report: Report): EventSettings {
  const { exclude, ...filters } = findSetting(layers, "filters")?.value ?? {};
  const asked = ASKED_KEYS.flatMap((key) => {
    const [value, ...more] = toList(filters[key]);
    return value === undefined || more.length > 0 ? [] : [[key, value] as const];
  });
  const askedKeys: ReadonlySet<Key> = new Set(asked.map(([key]) => key));
  const include = toValues(filters, (key) => !askedKeys.has(key));
  const excluded = toValues(exclude ?? {}, () => true);
  const isLocal = Object.keys(include).length + Object.keys(excluded).length > 0;
  return {
    filters: Object.fromEntries(asked),
    eventFilter: isLocal ? { include, exclude: excluded } : undefined,
    redact: readRedact(layers, report),
  };
}

function toValues(filters: Omit<Filters, "exclude">, isMeant: (key: Key) => boolean): Values {
  const entries = KEYS.map((key) => [key, toList(filters[key])] as const);
  return Object.fromEntries(entries.filter(([key, values]) => values.length > 0 && isMeant(key)));
}

/** The different ones of one value or several. */
function toList(values: string | readonly string[] | undefined): readonly string[] {
  if (values === undefined) return [];
  return typeof values === "string" ? [values] : [...new Set(values)];
}

function readRedact(layers: readonly SettingsLayer[], report: Report): readonly string[] {
  const layer = layers.find(({ values }) => values.redact !== undefined);
  const rules = layer?.values.redact ?? [];
  for (const [index, rule] of rules.entries()) {
    if (!NEEDED.includes(rule) || layer === undefined) continue;
    const message = `redact must not name ${rule}: the receiver tells by it what it has read`;
    const place = layer.placeOf(["redact", String(index)]);
    report(errorAt(place, { code: "wrong-value", message, hint: "Take it out of the list" }));
  }
  return [...new Set(rules)];
}
