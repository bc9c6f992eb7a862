import { createRedactor, type Redactor, Secret } from "../config/secret.ts";
import type { ApiSettings, Settings } from "../config/settings.ts";
import { ConfigError, UsageError } from "../lib/errors.ts";
import { type ApiClient, createApiClient } from "./api-client.ts";
import { loadSettingsOnly } from "./configuration.ts";

/** Which running receiver is meant, as it was typed. */
export interface ApiFlags {
  readonly settings?: string;
  readonly listen?: string;
  /** The base URL of its API; wins over the settings' address. */
  readonly url?: string;
}

/** The way to a running receiver. */
export interface ApiConnection {
  readonly client: ApiClient;
  /** Takes the settings' secrets out of a text. */
  readonly redact: Redactor;
}

const NAME_IT = "Name the running receiver's address with --listen or --url.";

/** What a server listens on to be reached by every address, and how it is reached from here. */
const ANY_ADDRESS: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/**
 * Finds the running receiver. With `--url` alone no settings are read, so that it can be asked from a shell without
 * the variables that its settings refer to.
 *
 * @throws ConfigError when the settings are wrong or name no address, UsageError when `--url` is no base URL
 */
export async function connectApi(flags: ApiFlags): Promise<ApiConnection> {
  if (flags.url !== undefined && flags.settings === undefined) {
    const redact = createRedactor([]);
    return { client: createApiClient({ url: readUrl(flags.url), credentials: undefined, redact }), redact };
  }
  const { settings, redact } = await loadSettingsOnly(flags);
  return { client: connectTo(settings, redact, flags.url), redact };
}

/**
 * Makes the client of the receiver that runs with these settings, or of the one at `url`.
 *
 * @throws ConfigError when the settings name no address, UsageError when `url` is no base URL
 */
export function connectTo({ api }: Pick<Settings, "api">, redact: Redactor, url?: string): ApiClient {
  const credentials = api?.credentials;
  if (credentials !== undefined) {
    const { accessId, accessKey } = credentials;
    redact.add(new Secret(Buffer.from(`${accessId}:${accessKey.reveal()}`).toString("base64")));
  }
  return createApiClient({ url: url === undefined ? addressOf(api) : readUrl(url), credentials, redact });
}

function addressOf(api: ApiSettings | undefined): string {
  if (api === undefined) throw new ConfigError("the settings switch the API off", { hint: NAME_IT });
  if (api.port === 0) {
    throw new ConfigError("the settings leave the API's port open (listen with port 0)", { hint: NAME_IT });
  }
  const host = ANY_ADDRESS[api.host] ?? api.host;
  return `http://${host.includes(":") ? `[${host}]` : host}:${api.port}`;
}

/** No message repeats the URL: a password may stand in it. */
function readUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "") {
    throw new UsageError("--url is not the base URL of an API", {
      hint: "Write it like http://127.0.0.1:8484.",
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new UsageError("--url holds credentials", {
      hint: "Leave them out; api.accessId and api.accessKey of --settings are used.",
    });
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
