import { findInvisible } from "./invisible.ts";
import type { Finding } from "./issue.ts";

const WEB_PROTOCOL = /^https?:$/i;
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/** A URL that can be asked over HTTP, or what is wrong with the text; the text itself is not repeated. */
export type WebUrl = { readonly url: URL } | { readonly finding: Finding };

/** Reads an http or https URL that holds no user name or password. */
export function parseWebUrl(setting: string, text: string): WebUrl {
  // A URL's reader takes control characters out; others it encodes, so that they become a part of the path.
  const character = findInvisible(text.replaceAll(/\p{Cc}/gu, ""));
  if (character !== undefined) {
    const message = `${setting} holds the invisible character ${character}`;
    return { finding: { code: "wrong-url", message, hint: "Remove it" } };
  }
  const url = URL.parse(text);
  if (url === null || !WEB_PROTOCOL.test(url.protocol)) {
    const wanted = WEB_PROTOCOL.test(text.slice(0, text.indexOf(":") + 1))
      ? "have a host and, where it has a port, one of 0 to 65535"
      : "be a URL that begins with http:// or https://";
    const message = `${setting} must ${wanted}`;
    return {
      finding: { code: "wrong-url", message, hint: "Write it in full, such as http://localhost:4318" },
    };
  }
  if (url.username === "" && url.password === "") return { url };
  const message = `${setting} must not hold a user name or password`;
  return {
    finding: {
      code: "credentials-in-url",
      message,
      hint: "Take them out of it; those of an endpoint belong in headers",
    },
  };
}

/** Whether requests to it stay on this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname);
}
