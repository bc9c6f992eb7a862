import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { TlsTexts } from "../lib/connections.ts";
import { ConfigError } from "../lib/errors.ts";
import { createHttpClient } from "../lib/http-client.ts";
import type { HttpObserver } from "../lib/http-exchange.ts";
import type { WebProxy } from "../lib/web-proxy.ts";
import { post } from "./post.ts";
import { type Outcome, type Receipt, toReceipt } from "./receipt.ts";
import { decode, redact, secretsOfUrl } from "./redaction.ts";
import { createSecretHeaders, type Secret } from "./secret-headers.ts";

/** How one signal is sent to one endpoint. */
export interface SenderOptions {
  /** Used as it is, with no path added. */
  readonly url: Secret;
  /** Revealed again for every request, so that a rotated token is used at once. */
  readonly headers: Readonly<Record<string, Secret>>;
  readonly compression: "none" | "gzip";
  /** Bound on one `send`, all attempts included. */
  readonly timeoutMs: number;
  readonly tls: TlsTexts;
  /** Undefined: the endpoint is reached directly. */
  readonly proxy?: WebProxy | undefined;
  readonly userAgent: string;
  /** Sees every request. */
  readonly http?: HttpObserver | undefined;
}

/** How what is sent becomes the body of a request. */
export interface Encoding<T> {
  readonly contentType: string;
  readonly encode: (items: T) => Uint8Array;
  /** How many of them an endpoint may reject. */
  readonly count: (items: T) => number;
}

/** Sends one signal. */
export interface Sender<T> {
  /** Never rejects: whatever goes wrong is a receipt. No receipt repeats the URL's path or a header. */
  send(items: T): Promise<Receipt>;
  /** Waits for the sends under way, then closes the connections. */
  shutdown(): Promise<void>;
}

/** JSON becomes a ninth of its size; gzip's own level 6 makes it an eleventh, in twice the time. */
const FAST = { level: 3 };

const pack = promisify(gzip);

/**
 * Creates a sender.
 *
 * @throws ConfigError when the URL cannot be used
 */
export function createSender<T>(
  options: SenderOptions,
  { contentType, encode, count }: Encoding<T>,
): Sender<T> {
  const { timeoutMs, tls, proxy, userAgent } = options;
  const isPacked = options.compression === "gzip";
  const url = toUrl(options.url.reveal());
  const headers = createSecretHeaders(withCredentials(options.headers, url));
  const urlSecrets = secretsOfUrl(url);
  const redactOurs = (text: string): string => redact(text, [...urlSecrets, ...headers.secrets]);
  const http = createHttpClient(
    { tls, proxy, connectTimeoutMs: timeoutMs },
    { observer: options.http, isUrlSecret: true, redact: redactOurs },
  );
  const target = {
    http,
    origin: url.origin,
    path: url.pathname + url.search,
    contentType,
    timeoutMs,
    headers: () => ({
      ...headers.reveal(),
      "content-type": contentType,
      "user-agent": userAgent,
      ...(isPacked && { "content-encoding": "gzip" }),
    }),
  };
  const toBody = async (items: T): Promise<Uint8Array> =>
    isPacked ? pack(encode(items), FAST) : encode(items);
  const exportNow = async (items: T): Promise<Outcome> => {
    try {
      return await post(await toBody(items), target);
    } catch (error) {
      // The post never rejects.
      return { kind: "encoding", error };
    }
  };
  const underWay = new Set<Promise<Outcome>>();
  return {
    async send(items) {
      const sent = count(items);
      const exporting = exportNow(items);
      underWay.add(exporting);
      const outcome = await exporting;
      underWay.delete(exporting);
      return toReceipt(outcome, { sent, now: Date.now(), proxy: proxy?.label, redact: redactOurs });
    },
    async shutdown() {
      await Promise.all(underWay);
      await http.close();
    },
  };
}

/** User and password that stand in the URL are a header on the wire. */
function withCredentials(
  headers: SenderOptions["headers"],
  { username, password }: URL,
): SenderOptions["headers"] {
  if (username === "" && password === "") return headers;
  const pair = `${decode(username)}:${decode(password)}`;
  const value = `Basic ${Buffer.from(pair).toString("base64")}`;
  return { authorization: { reveal: () => value }, ...headers };
}

function toUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    // Not repeated here: the URL may be a credential.
    throw new ConfigError("The endpoint is not a URL that begins with http:// or https://", {
      hint: "Give it in full, such as http://localhost:4318.",
    });
  }
  return url;
}
