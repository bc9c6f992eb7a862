import type { ClientRequest } from "node:http";
import { secretsOfHeader } from "./redaction.ts";

/** A text that is shown to nobody but the endpoint. */
export interface Secret {
  reveal(): string;
}

/** The headers that the settings add to each request. */
export interface SecretHeaders {
  /** What the next request carries. */
  reveal(): Record<string, string>;
  /** Makes the last revealed values win over a header of the same name in another case. */
  apply(request: ClientRequest): void;
  /** All that was ever revealed: an answer may repeat a token that has been rotated away meanwhile. */
  readonly secrets: ReadonlySet<string>;
}

/** They say how the body is encoded, which is the exporter's to know. */
const NOT_OURS = new Set(["content-type", "user-agent"]);

/**
 * Creates the headers. The exporter of metrics adds those of OTEL_EXPORTER_OTLP_HEADERS once more, although the settings
 * have them already, and to it `authorization` and `Authorization` are two headers, of which either may win.
 */
export function createSecretHeaders(headers: Readonly<Record<string, Secret>>): SecretHeaders {
  const ours = Object.entries(headers).filter(([name]) => !NOT_OURS.has(name.toLowerCase()));
  const secrets = new Set<string>();
  let revealed: readonly (readonly [string, string])[] = [];
  return {
    secrets,
    reveal() {
      revealed = ours.map(([name, secret]) => [name, secret.reveal()]);
      for (const [, value] of revealed) for (const part of secretsOfHeader(value)) secrets.add(part);
      return Object.fromEntries(revealed);
    },
    apply(request) {
      for (const [name, value] of revealed) request.setHeader(name, value);
    },
  };
}
