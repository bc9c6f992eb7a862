import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import type { ApiSettings } from "../config/settings.ts";
import { apiError } from "./api-error.ts";

/** Who may use the API. */
export type ApiAccess = Pick<ApiSettings, "isLoopback" | "credentials" | "hosts">;

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Lets in who may use the API.
 *
 * The Host header is checked because a web page can make a browser call this machine under a name of the page's own
 * (DNS rebinding); the Origin header because it can make it send a form here. Both matter most where nobody has to
 * say who they are. Beyond loopback there are credentials, which a browser sends to no other name.
 */
export function guardAccess(access: () => ApiAccess, realm: string): MiddlewareHandler {
  return async (context, next) => {
    const settings = access();
    const host = context.req.header("host") ?? "";
    if (!isKnownHost(host, settings)) {
      throw apiError(
        "MisdirectedRequest",
        "This API is not served under that name; add it to api.hosts if it should be.",
      );
    }
    if (!SAFE_METHODS.has(context.req.method) && isForeign(context.req.header("origin"), host)) {
      throw apiError("Forbidden", "Pages of other origins may change nothing here.");
    }
    if (
      settings.credentials !== undefined &&
      !isAuthorized(context.req.header("authorization"), settings.credentials)
    ) {
      throw apiError("Unauthorized", "Give accessId and accessKey by HTTP Basic authentication.", {
        "www-authenticate": `Basic realm="${realm}", charset="UTF-8"`,
      });
    }
    return next();
  };
}

function isKnownHost(header: string, { isLoopback, hosts }: ApiAccess): boolean {
  const name = nameOf(header);
  if (name === undefined || name === "") return false;
  // An address cannot be rebound.
  if (name === "localhost" || isIP(name.replace(/^\[|\]$/g, "")) !== 0) return true;
  if (hosts.some((host) => nameOf(host) === name)) return true;
  // Without a list, any name is as good as another.
  return !isLoopback && hosts.length === 0;
}

function nameOf(host: string): string | undefined {
  return URL.parse(`http://${host}`)?.hostname;
}

function isForeign(origin: string | undefined, host: string): boolean {
  if (origin === undefined) return false;
  const from = URL.parse(origin);
  // By the origin's own scheme, whose default port may be written or left out.
  return from === null || URL.parse(`${from.protocol}//${host}`)?.host !== from.host;
}

function isAuthorized(
  header: string | undefined,
  credentials: NonNullable<ApiSettings["credentials"]>,
): boolean {
  const [, encoded = ""] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? "") ?? [];
  const expected = `${credentials.accessId}:${credentials.accessKey.reveal()}`;
  // Of one length, so that neither length nor content can be told from the time it takes.
  return timingSafeEqual(hashOf(Buffer.from(encoded, "base64").toString()), hashOf(expected));
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
