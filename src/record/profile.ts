import type { AnyValue, LogAttributes } from "@opentelemetry/api-logs";
import { type Repairs, toAnyValue } from "./any-value.ts";
import { ATTRIBUTE, toAttributes } from "./attributes.ts";
import type { JsonMap } from "./json.ts";
import { toUnmapped } from "./unmapped.ts";

/**
 * For whom records are made. `otel`: attributes for what is known about an event, and the event as body.
 * `sumologic`: the event's text as body and nothing beside it, because Sumo Logic wraps a message that
 * has attributes, and its content reads the event's own text.
 */
export type Profile = "otel" | "sumologic";

/** What the body of a record in the profile `otel` is: the event's own text, its parsed value, or nothing. */
export type BodyForm = "json" | "map" | "none";

/** An event as it came. */
export interface RawEvent {
  /** The event's own JSON text. */
  readonly text: string;
  /** The parsed text. */
  readonly value: unknown;
}

/** What a record says of an event. */
interface Content {
  readonly body: AnyValue;
  readonly attributes: LogAttributes;
}

/** What is known of an event besides its value. */
interface Facts {
  /** The event's fields; none when it is not an object. */
  readonly fields: JsonMap;
  readonly gid: string | undefined;
  readonly hasCreatedAt: boolean;
}

/** Lays an event out as body and attributes. Whatever the form, all of the event is in one of them. */
export function toContent(
  event: RawEvent,
  facts: Facts,
  { profile, body }: { readonly profile: Profile; readonly body: BodyForm },
  repairs: Repairs,
): Content {
  if (profile === "sumologic") return { body: event.text, attributes: {} };
  const attributes = toAttributes(facts.fields, facts.gid, repairs);
  switch (body) {
    case "json":
      return { body: event.text, attributes };
    case "map":
      return { body: toAnyValue(event.value, repairs), attributes };
    case "none":
      addRest(attributes, event.value, facts, repairs);
      return { body: undefined, attributes };
  }
}

function addRest(attributes: LogAttributes, event: unknown, facts: Facts, repairs: Repairs): void {
  const { details } = facts.fields;
  if (details !== undefined) attributes[ATTRIBUTE.details] = toAnyValue(details, repairs);
  const unmapped = toUnmapped(event, { gid: facts.gid !== undefined, createdAt: facts.hasCreatedAt });
  if (unmapped !== undefined) attributes[ATTRIBUTE.unmapped] = toAnyValue(unmapped, repairs);
}
