import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { token } from "../support/broken-files.ts";
import { findSecrets } from "../support/find-secrets.ts";

const SPELLINGS: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  "in JSON": (secret) => JSON.stringify({ secret }),
  "in JSON within JSON": (secret) => JSON.stringify({ body: JSON.stringify({ secret }) }),
  "in JSON with escaped slashes": (secret) => JSON.stringify(secret).replaceAll("/", "\\/"),
  "in a URL": (secret) => `https://example.com/${encodeURIComponent(secret)}`,
  "in a form": (secret) => new URLSearchParams({ secret }).toString(),
  "in base64": (secret) => Buffer.from(secret).toString("base64"),
  "as the key of a Basic credential": (secret) => Buffer.from(`id:${secret}`).toString("base64"),
  "as the key of a Basic credential with a longer id": (secret) =>
    Buffer.from(`suX12:${secret}`).toString("base64"),
  "in hexadecimal digits": (secret) => Buffer.from(secret).toString("hex"),
  "cut short": (secret) => secret.slice(0, Math.max(12, Math.ceil(secret.length * 0.7))),
};

describe("the search for secrets", () => {
  it.each(Object.entries(SPELLINGS))("finds one %s", (_name, spell) => {
    fc.assert(
      fc.property(token, fc.string(), fc.string(), (secret, before, after) => {
        const found = findSecrets([secret], { text: before + spell(secret) + after });
        expect(found.map(({ where }) => where)).toContain("text");
      }),
    );
  });

  it("finds none where none is", () => {
    const texts = { status: '{"state":"Collecting"}', log: "Asana answered 401: [redacted]" };
    fc.assert(
      fc.property(token, (secret) => {
        expect(findSecrets([secret], texts)).toEqual([]);
      }),
    );
  });
});
