import type { ActorType, Context, ContextType } from "./audit-event.ts";
import type { Person } from "./directory.ts";
import { APP_NAMES } from "./event-details.ts";
import type { Random } from "./random.ts";

/** Who acts, as far as the context depends on it. */
export interface ActingParty {
  readonly actorType: ActorType;
  readonly isServiceAccount: boolean;
}

/** Makes the `context` of an event: one that fits whoever acts. */
export function describeContext(random: Random, party: ActingParty, people: readonly Person[]): Context {
  switch (party.actorType) {
    case "asana":
      return random.chance(0.6)
        ? { context_type: "asana", rule_name: random.pick(RULE_NAMES) }
        : { context_type: "asana" };
    case "asana_support":
      return {
        context_type: "asana_support",
        client_ip_address: createIpAddress(random),
        ...(random.chance(0.7) ? { on_behalf_of_user_id: Number(random.pick(people).gid) } : {}),
      };
    case "external_administrator":
      // The published sample says no more.
      return { context_type: "api" };
    case "anonymous":
      return fromBrowser(random, "web");
    case "user":
      return party.isServiceAccount ? fromServiceAccount(random) : fromUser(random);
  }
}

const RULE_NAMES = ["Archive done tasks", 'When "Approved", move to Finance', "Nettoyage hebdomadaire"];

const BROWSERS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
  "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
];
const DESKTOP_APP =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) AsanaDesktopOfficial/2.4.1 Chrome/134.0.0.0 Electron/35.1.5 Safari/537.36";
const MOBILE_APPS = [
  "Asana/8.66.1 (com.asana.asana; build:2606; iOS 18.5.0)",
  "Asana/8.61.6 (Android 15; Pixel 9)",
];
const API_CLIENTS = ["python-requests/2.32.4", "node-asana/3.1.9", "curl/8.14.1"];

function fromUser(random: Random): Context {
  const roll = random.next();
  if (roll < 0.6) return fromBrowser(random, "web");
  if (roll < 0.72) {
    // A published sample from the desktop app says `web`, so both occur.
    const contextType = random.chance(0.7) ? "desktop" : "web";
    return { context_type: contextType, client_ip_address: createIpAddress(random), user_agent: DESKTOP_APP };
  }
  if (roll < 0.84) {
    const userAgent = random.pick(MOBILE_APPS);
    return { context_type: "mobile", client_ip_address: createIpAddress(random), user_agent: userAgent };
  }
  return roll < 0.88 ? { context_type: "email" } : fromApi(random);
}

function fromBrowser(random: Random, contextType: ContextType): Context {
  const context = { context_type: contextType, client_ip_address: createIpAddress(random) };
  return random.chance(0.92) ? { ...context, user_agent: random.pick(BROWSERS) } : context;
}

function fromApi(random: Random): Context {
  const client_ip_address = createIpAddress(random);
  const method = random.pick(["cookie", "oauth", "personal_access_token"] as const);
  const user_agent = method === "cookie" ? random.pick(BROWSERS) : random.pick(API_CLIENTS);
  const context = {
    context_type: "api",
    api_authentication_method: method,
    client_ip_address,
    user_agent,
  } as const;
  return method === "oauth" ? { ...context, oauth_app_name: random.pick(APP_NAMES) } : context;
}

function fromServiceAccount(random: Random): Context {
  return {
    context_type: "api",
    api_authentication_method: "service_account",
    client_ip_address: createIpAddress(random),
    user_agent: random.pick(API_CLIENTS),
  };
}

const DOCUMENTATION_NETWORKS = ["192.0.2.", "198.51.100.", "203.0.113."];

/** Of the ranges reserved for documentation, so never somebody's real address. */
function createIpAddress(random: Random): string {
  if (random.chance(0.1))
    return `2001:db8::${random.below(0xffff).toString(16)}:${random.below(0xffff).toString(16)}`;
  return `${random.pick(DOCUMENTATION_NETWORKS)}${1 + random.below(254)}`;
}
