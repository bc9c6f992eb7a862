/** Every field of an event that has a meaning of its own, with the part of the event that it is in; in a fixed order. */
export const FIELDS = [
  "gid",
  "created_at",
  "event_type",
  "event_category",
  "actor.actor_type",
  "actor.gid",
  "actor.name",
  "actor.email",
  "resource.resource_type",
  "resource.resource_subtype",
  "resource.gid",
  "resource.name",
  "resource.email",
  "context.context_type",
  "context.api_authentication_method",
  "context.client_ip_address",
  "context.user_agent",
  "context.oauth_app_name",
  "context.rule_name",
  "context.on_behalf_of_user_id",
] as const;

/** One of them. */
export type Field = (typeof FIELDS)[number];
