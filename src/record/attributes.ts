import type { LogAttributes } from "@opentelemetry/api-logs";
import type { AsanaEvent } from "../event/asana-event.ts";
import { FIELDS, type Field } from "../event/fields.ts";
import { type Repairs, toText } from "./any-value.ts";

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

const BY_FIELD: Readonly<Record<Field, string | undefined>> = {
  gid: ATTRIBUTE.logRecordUid,
  created_at: undefined,
  event_type: ATTRIBUTE.eventType,
  event_category: ATTRIBUTE.eventCategory,
  "actor.actor_type": ATTRIBUTE.actorType,
  "actor.gid": ATTRIBUTE.userId,
  "actor.name": ATTRIBUTE.userFullName,
  "actor.email": ATTRIBUTE.userEmail,
  "resource.resource_type": ATTRIBUTE.resourceType,
  "resource.resource_subtype": ATTRIBUTE.resourceSubtype,
  "resource.gid": ATTRIBUTE.resourceGid,
  "resource.name": ATTRIBUTE.resourceName,
  "resource.email": ATTRIBUTE.resourceEmail,
  "context.context_type": ATTRIBUTE.contextType,
  "context.api_authentication_method": ATTRIBUTE.apiAuthenticationMethod,
  "context.client_ip_address": ATTRIBUTE.clientAddress,
  "context.user_agent": ATTRIBUTE.userAgent,
  "context.oauth_app_name": ATTRIBUTE.oauthAppName,
  "context.rule_name": ATTRIBUTE.ruleName,
  "context.on_behalf_of_user_id": ATTRIBUTE.onBehalfOfUserId,
};

/** Which attribute carries a field, by the field's index in FIELDS; undefined: none does. */
export const FIELD_ATTRIBUTES: readonly (string | undefined)[] = FIELDS.map((field) => BY_FIELD[field]);

/**
 * The attributes that some fields of an event become.
 *
 * @param start where their spans begin
 * @param end where their spans end
 * @param gid the event's, where it identifies it
 */
export function toAttributes(
  event: AsanaEvent,
  start: number,
  end: number,
  gid: string | undefined,
  repairs: Repairs,
): LogAttributes {
  const { spans } = event;
  const attributes: LogAttributes = {};
  for (let at = start; at < end; at += 3) {
    const attribute = FIELD_ATTRIBUTES[spans[at] ?? 0];
    if (attribute === undefined) continue;
    const value = event.valueAt(spans[at + 1] ?? 0, spans[at + 2] ?? 0);
    if (attribute !== ATTRIBUTE.logRecordUid) attributes[attribute] = toAttribute(attribute, value, repairs);
    else if (gid !== undefined) attributes[attribute] = gid;
  }
  return attributes;
}

function toAttribute(attribute: string, value: unknown, repairs: Repairs): string {
  // The one id that Asana spells as a number.
  const isNumberOfUser = attribute === ATTRIBUTE.onBehalfOfUserId && typeof value === "number";
  return isNumberOfUser ? String(value) : toText(value, repairs);
}
