import { secretsOfHeader } from "./redaction.ts";

/** A text that is shown to nobody but the endpoint. */
export interface Secret {
  reveal(): string;
}

/** The headers that the settings add to each request. */
export interface SecretHeaders {
  /** What the next request carries, by names in small letters: to HTTP, `authorization` and `Authorization` are one. */
  reveal(): Record<string, string>;
  /** All that was ever revealed: an answer may repeat a token that has been rotated away meanwhile. */
  readonly secrets: ReadonlySet<string>;
}

/** They say how the body is encoded, and who sends it. */
const NOT_OURS = new Set(["content-type", "user-agent"]);

/** Creates the headers. */
export function createSecretHeaders(headers: Readonly<Record<string, Secret>>): SecretHeaders {
  const ours = Object.entries(headers)
    .map(([name, secret]) => [name.toLowerCase(), secret] as const)
    .filter(([name]) => !NOT_OURS.has(name));
  const secrets = new Set<string>();
  return {
    secrets,
    reveal() {
      const revealed = ours.map(([name, secret]) => [name, secret.reveal()] as const);
      for (const [, value] of revealed) for (const part of secretsOfHeader(value)) secrets.add(part);
      return Object.fromEntries(revealed);
    },
  };
}
