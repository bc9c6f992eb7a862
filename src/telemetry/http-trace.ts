import { constants, gunzipSync } from "node:zlib";
import type { Logger } from "pino";
import type { BodyStart, HttpExchange, HttpObserver } from "../lib/http-exchange.ts";

/** Enough that no secret is cut within what is shown: half of one would not be recognised. */
const KEPT_BYTES = 16_384;

const SHOWN_CHARACTERS = 500;

/** The headers that say something and hold no secret; of any other, only the name is shown. */
const OPEN_HEADERS = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "host",
  "retry-after",
  "server",
  "transfer-encoding",
  "user-agent",
  "via",
  "x-request-id",
]);

/** Creates what writes every request, and its answer, to our log. `redact` takes every known secret out of a text. */
export function createHttpTrace(
  logger: Pick<Logger, "info">,
  redact: (text: string) => string,
): HttpObserver {
  return {
    keptBytes: KEPT_BYTES,
    see(exchange) {
      const { method, status, error, requestHeaders, requestBody, responseHeaders, responseBody } = exchange;
      const redactAll = (text: string): string => redact(exchange.redact(text));
      const durationMs = Math.round(exchange.durationMs);
      const request = {
        headers: shownHeaders(requestHeaders),
        ...shownBody(requestBody, requestHeaders, redactAll),
      };
      const response =
        status === undefined
          ? undefined
          : {
              headers: shownHeaders(responseHeaders),
              ...shownBody(responseBody, responseHeaders, redactAll),
            };
      const url = shownUrl(exchange);
      logger.info({ http: { method, url, status, error, durationMs, request, response } }, "request");
    },
  };
}

/** Without what may be a credential, and without the offset, which is long and says nothing. */
function shownUrl({ url, isUrlSecret }: HttpExchange): string {
  if (isUrlSecret) return `${url.origin}/…`;
  return url.href.replace(/\boffset=[^&]*/, "offset=…");
}

function shownHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      OPEN_HEADERS.has(name.toLowerCase()) ? String(value) : "[masked]",
    ]),
  );
}

function shownBody(
  { bytes, start }: BodyStart,
  headers: Readonly<Record<string, unknown>>,
  redact: (text: string) => string,
): { readonly bytes: number; readonly body?: string } {
  const type = String(headers["content-type"] ?? "");
  const unpacked = headers["content-encoding"] === "gzip" ? unpack(start) : start;
  const isText = /json|text|xml|html/.test(type);
  if (bytes === 0 || unpacked === undefined || !isText) return { bytes };
  const text = redact(new TextDecoder().decode(unpacked));
  const isCut = text.length > SHOWN_CHARACTERS || bytes > start.length;
  return { bytes, body: text.slice(0, SHOWN_CHARACTERS).toWellFormed() + (isCut ? "…" : "") };
}

/** As much as can be had of a beginning; undefined when it is not what it says. */
function unpack(start: Buffer): Buffer | undefined {
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    // The client says what is wrong with it; here it is only not shown.
    return undefined;
  }
}
