import { expect, it } from "vitest";
import { looksReal } from "../../src/validate/real-token.ts";

const HEX = "0123456789abcdef0123456789abcdef";

it.each([
  ["a token of Asana's", `2/1204094735693514/1204094735693515:${HEX}`],
  ["an older token of Asana's", `1/1204094735693514:${HEX}`],
  ["the oldest tokens of Asana's", `0/${HEX}`],
  ["a key of another kind", "Bearer c2VjcmV0LXRva2VuLW9mLTEy"],
  [
    "a URL that is the credential",
    "https://collectors.example.com/receiver/v1/otlp/ZaVnC4dhaV3x9Kq8LmN2pQ7rS==",
  ],
  ["a default", `\${env:ASANA_TOKEN:-2/1204094735693514/1204094735693515:${HEX}}`],
])("takes %s for a real one", (_, text) => {
  expect(looksReal(text)).toBe(true);
});

it.each([
  `\${env:ASANA_TOKEN}`,
  `\${env:ASANA_TOKEN:-simulator-token}`,
  `\${env:THE_1ST_VERY_LONG_NAME_OF_A_VARIABLE_2}`,
  `\${file:/run/secrets/a1b2c3d4e5f6a7b8c9d0e1f2}`,
  "my-token",
  "your-personal-access-token-goes-here",
  "********************************",
  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1",
  "1204094735693514",
  "http://localhost:4318",
  "",
])("does not take %j for a real one", (text) => {
  expect(looksReal(text)).toBe(false);
});
