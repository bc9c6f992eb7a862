import type { LogAttributes } from "@opentelemetry/api-logs";
import { type Repairs, toText } from "./any-value.ts";
import { isMap, type JsonMap } from "./json.ts";

/**
 * Every attribute of a record. OpenTelemetry's own names where its semantic conventions have one, and
 * `asana.` before all others, so that no later convention can clash.
 */
export const ATTRIBUTE = {
  /** The event's gid: records with the same one are the same event. */
  logRecordUid: "log.record.uid",
  eventType: "asana.event.type",
  eventCategory: "asana.event.category",
  actorType: "asana.actor.type",
  userId: "user.id",
  userFullName: "user.full_name",
  userEmail: "user.email",
  resourceType: "asana.resource.type",
  resourceSubtype: "asana.resource.subtype",
  resourceGid: "asana.resource.gid",
  resourceName: "asana.resource.name",
  resourceEmail: "asana.resource.email",
  contextType: "asana.context.type",
  apiAuthenticationMethod: "asana.context.api_authentication_method",
  clientAddress: "client.address",
  userAgent: "user_agent.original",
  oauthAppName: "asana.oauth_app.name",
  ruleName: "asana.rule.name",
  onBehalfOfUserId: "asana.on_behalf_of.user.id",
  /** A map, and only when there is no body to hold it. */
  details: "asana.details",
  /** What has no attribute of its own, in the event's shape, and only when there is no body to hold it. */
  unmapped: "asana.unmapped",
} as const;

type Field = readonly [field: string, attribute: string];

/** Which attribute carries which field of the event itself. */
export const EVENT_FIELDS: readonly Field[] = [
  ["event_type", ATTRIBUTE.eventType],
  ["event_category", ATTRIBUTE.eventCategory],
];

/** Which attribute carries which field of the objects within an event. */
export const PART_FIELDS: readonly (readonly [part: string, fields: readonly Field[]])[] = [
  [
    "actor",
    [
      ["actor_type", ATTRIBUTE.actorType],
      ["gid", ATTRIBUTE.userId],
      ["name", ATTRIBUTE.userFullName],
      ["email", ATTRIBUTE.userEmail],
    ],
  ],
  [
    "resource",
    [
      ["resource_type", ATTRIBUTE.resourceType],
      ["resource_subtype", ATTRIBUTE.resourceSubtype],
      ["gid", ATTRIBUTE.resourceGid],
      ["name", ATTRIBUTE.resourceName],
      ["email", ATTRIBUTE.resourceEmail],
    ],
  ],
  [
    "context",
    [
      ["context_type", ATTRIBUTE.contextType],
      ["api_authentication_method", ATTRIBUTE.apiAuthenticationMethod],
      ["client_ip_address", ATTRIBUTE.clientAddress],
      ["user_agent", ATTRIBUTE.userAgent],
      ["oauth_app_name", ATTRIBUTE.oauthAppName],
      ["rule_name", ATTRIBUTE.ruleName],
      ["on_behalf_of_user_id", ATTRIBUTE.onBehalfOfUserId],
    ],
  ],
];

/** The attributes of what is known about events; null is as good as absent. */
export function toAttributes(event: JsonMap, gid: string | undefined, repairs: Repairs): LogAttributes {
  const attributes: LogAttributes = {};
  if (gid !== undefined) attributes[ATTRIBUTE.logRecordUid] = gid;
  addFields(attributes, event, EVENT_FIELDS, repairs);
  for (const [name, fields] of PART_FIELDS) {
    const part = event[name];
    if (isMap(part)) addFields(attributes, part, fields, repairs);
    else if (part !== undefined && part !== null) repairs.count += 1;
  }
  return attributes;
}

function addFields(
  attributes: LogAttributes,
  part: JsonMap,
  fields: readonly Field[],
  repairs: Repairs,
): void {
  for (const [field, attribute] of fields) {
    const value = part[field];
    if (value === undefined || value === null) continue;
    attributes[attribute] =
      attribute === ATTRIBUTE.onBehalfOfUserId && typeof value === "number"
        ? String(value) // The one id that Asana spells as a number.
        : toText(value, repairs);
  }
}
