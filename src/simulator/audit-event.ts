/** `actor.actor_type`, the values of Asana's specification. */
export type ActorType = "user" | "asana" | "asana_support" | "anonymous" | "external_administrator";

/** `context.context_type`, the values of Asana's specification. */
export type ContextType = "web" | "desktop" | "mobile" | "asana_support" | "asana" | "email" | "api";

/** `context.api_authentication_method`, the values of Asana's specification. */
type ApiAuthenticationMethod = "cookie" | "oauth" | "personal_access_token" | "service_account";

/** Who did it. Everything but the type is there only for users. */
export interface Actor {
  readonly actor_type: ActorType;
  readonly gid?: string;
  readonly name?: string;
  readonly email?: string;
}

/** What it was done to. */
export interface Resource {
  readonly resource_type: string;
  readonly resource_subtype?: string;
  readonly gid: string;
  readonly name: string | null;
  readonly email?: string;
}

/** Where it was done from. */
export interface Context {
  readonly context_type: ContextType;
  readonly api_authentication_method?: ApiAuthenticationMethod;
  readonly client_ip_address?: string;
  readonly user_agent?: string;
  readonly oauth_app_name?: string;
  readonly rule_name?: string;
  /** The only id that Asana sends as an integer. */
  readonly on_behalf_of_user_id?: number;
}

/** `details`: free form, other keys for every event type. */
export type Details = Readonly<Record<string, unknown>>;

/** An audit event with its keys in Asana's own order. */
export interface AuditEvent {
  readonly gid: string;
  readonly created_at: string;
  readonly event_type: string;
  readonly event_category: string;
  readonly actor: Actor;
  readonly resource: Resource;
  readonly details: Details;
  readonly context: Context;
}
