import type { AnyValue, LogAttributes } from "@opentelemetry/api-logs";
import type { AsanaEvent } from "../event/asana-event.ts";
import { type Repairs, toAnyValue } from "./any-value.ts";
import { ATTRIBUTE } from "./attributes.ts";
import { isMap } from "./json.ts";
import { toUnmapped } from "./unmapped.ts";

/**
 * For whom records are made. `otel`: attributes for what is known about an event, and the event as body.
 * `sumologic`: the event's text as body and nothing beside it, because Sumo Logic wraps a message that
 * has attributes, and its content reads the event's own text.
 */
export type Profile = "otel" | "sumologic";

/** What the body of a record in the profile `otel` is: the event's own text, its parsed value, or nothing. */
export type BodyForm = "json" | "map" | "none";

/** What a record says of an event that is not its body's text. */
interface Content {
  readonly body: AnyValue;
  readonly attributes: LogAttributes;
}

/**
 * Lays an event out as body and attributes where its text is not the body: all of it is in one of them.
 *
 * @param attributes what is known of the event
 * @param isReadable whether the record carries the event's `gid` and `created_at`
 */
export function toContent(
  event: AsanaEvent,
  body: Exclude<BodyForm, "json">,
  attributes: LogAttributes,
  isReadable: { readonly gid: boolean; readonly createdAt: boolean },
  repairs: Repairs,
): Content {
  const { value } = event;
  if (body === "map") return { body: toAnyValue(value, repairs), attributes };
  const details = isMap(value) ? value["details"] : undefined;
  const unmapped = toUnmapped(value, isReadable);
  return {
    body: undefined,
    attributes: {
      ...attributes,
      ...(details !== undefined && { [ATTRIBUTE.details]: toAnyValue(details, repairs) }),
      ...(unmapped !== undefined && { [ATTRIBUTE.unmapped]: toAnyValue(unmapped, repairs) }),
    },
  };
}
