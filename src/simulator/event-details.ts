import type { Details, Resource } from "./audit-event.ts";
import type { Directory } from "./directory.ts";
import type { EventType } from "./event-types.ts";
import type { Random } from "./random.ts";

/** What the details of an event are made from. */
export interface DetailsInput {
  readonly type: EventType;
  readonly random: Random;
  readonly directory: Directory;
}

/**
 * Makes the `details` of an event. Keys are the ones seen in published samples and in the specification;
 * for types without any, a change has an old and a new value (inferred) and everything else has `{}`.
 */
export function describeDetails(input: DetailsInput): Details {
  const describe = DETAILS[input.type.name];
  if (describe !== undefined) return describe(input);
  return input.type.name.endsWith("_changed") ? describeChange(input) : {};
}

const ADMIN_ROLES = ["member", "admin", "super_admin"];

const DETAILS: Readonly<Record<string, (input: DetailsInput) => Details>> = {
  user_login_succeeded: describeLogin,
  user_login_failed: describeLogin,
  user_workspace_admin_role_changed: (input) => describeRole(input, "workspace"),
  user_division_admin_role_changed: (input) => describeRole(input, "division"),
  user_app_authorized: describeApp,
  user_app_revoked: describeApp,
  workspace_associated_email_domain_added: ({ random }) => ({ new_value: random.pick(DOMAINS) }),
  workspace_associated_email_domain_removed: ({ random }) => ({ old_value: random.pick(DOMAINS) }),
  workspace_allowed_ip_range_added: ({ random }) => ({ new_value: random.pick(IP_RANGES) }),
  // The published sample has no old value.
  team_privacy_settings_changed: ({ random }) => ({
    new_value: random.pick(["public", "request_to_join", "private"]),
  }),
};

const DOMAINS = ["example.com", "example.org", "guests.example.org"];
const IP_RANGES = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/25", "2001:db8::/48"];

/** Values that a setting changes between; the first pairs are the ones of the published samples. */
const SETTING_VALUES: Readonly<Record<string, readonly string[]>> = {
  workspace_saml_settings_changed: ["optional", "required"],
  workspace_password_requirements_changed: ["simple", "strong"],
  workspace_guest_invite_permissions_changed: ["admins_only", "anyone"],
  workspace_default_session_duration_changed: ["14 days", "never"],
  workspace_require_app_approvals_of_type_changed: ["off", "all_apps"],
  project_privacy_settings_changed: ["members_only", "public_to_workspace"],
  workspace_security_contact_email_changed: ["security@example.com", "soc@example.com"],
  workspace_app_recipient_emails_changed: ["it@example.com", "it@example.com, apps@example.com"],
  workspace_saml_url_changed: [
    "https://idp.example.com/saml/sso",
    "https://login.example.org/saml2?tenant=acme",
  ],
  workspace_allowed_ip_range_changed: IP_RANGES,
  workspace_idle_session_duration_changed: ["30 minutes", "8 hours", "never"],
  workspace_personal_access_token_expiry_changed: ["90 days", "1 year", "never"],
  workspace_service_account_token_expiry_changed: ["90 days", "1 year", "never"],
  service_account_name_changed: ["Export", "Audit export"],
};
const OTHER_VALUES = ["off", "on", "restricted"];

function describeChange({ type, random }: DetailsInput): Details {
  const values = SETTING_VALUES[type.name] ?? OTHER_VALUES;
  const from = random.below(values.length);
  const to = (from + 1 + random.below(values.length - 1)) % values.length;
  return { old_value: random.chance(0.15) ? null : values[from], new_value: values[to] };
}

function describeRole({ random, directory }: DetailsInput, groupType: string): Details {
  const group: Resource = random.pick(directory.resources(groupType));
  return {
    old_value: random.chance(0.1) ? null : "member",
    new_value: random.pick(ADMIN_ROLES),
    group: { gid: group.gid, name: group.name, resource_type: groupType },
  };
}

function describeApp({ random, directory }: DetailsInput): Details {
  const name = random.pick(APP_NAMES);
  const { gid } = random.pick(directory.serviceAccounts);
  return { app_type: "oauth", app_gid: gid, app_name: name, app_url: random.chance(0.5) ? "" : APP_URL };
}

/** Applications that ask for access. */
export const APP_NAMES = ["Calendar bridge", "Time Tracker Pro", "Büro-Kiosk", "Slides & Charts"];
const APP_URL = "https://apps.example.org/asana";

/** Asana documents that a SAML login carries the identity provider's response; no sample of it is published. */
const SAML_SHARE = 0.12;

function describeLogin({ random }: DetailsInput): Details {
  if (!random.chance(SAML_SHARE)) return random.chance(0.3) ? {} : { method: ["ONE_TIME_KEY"] };
  return { method: ["SAML"], saml_response: createSamlResponse(random) };
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Decodes to `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" `. */
const SAML_BEGINNING = Buffer.from(
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ',
).toString("base64");

function createSamlResponse(random: Random): string {
  const length = 1200 + 4 * random.below(600);
  let text = SAML_BEGINNING.replaceAll("=", "A");
  for (let bits = 0; text.length < length; bits >>>= 6) {
    if (bits < 64) bits = 64 + random.below(2 ** 30);
    text += BASE64[bits & 63];
  }
  return text;
}
