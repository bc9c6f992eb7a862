import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { startApiReceiver } from "../support/api-receiver.ts";
import { brokenJson } from "../support/broken-json.ts";
import { findSecrets } from "../support/find-secrets.ts";
import { json, startLocalServer } from "../support/local-server.ts";

const TOKEN = "2/98f4-token:that/nobody+may&see%40all";
const EXAMPLE = readFileSync(new URL("../../examples/sources/acme.json", import.meta.url), "utf8");
const COLLECTION = "/collectors/1/sources";

/** A source that could be made, or one with a slip in it. */
const source = fc
  .record({
    name: fc.oneof(fc.constantFrom("Acme", "Globex"), fc.string({ unit: "grapheme" })),
    key: fc.constantFrom("personalAccessToken", "personalAccessToken", "personalAcessToken", "token"),
    id: fc.constantFrom<unknown>(1, 2, "1", undefined, undefined),
  })
  .map(({ name, key, id }) => {
    const { source: example } = JSON.parse(EXAMPLE);
    const { personalAccessToken: _, ...config } = example.config;
    return { source: { ...example, id, config: { ...config, name, [key]: TOKEN } } };
  });

const schema = {
  properties: {
    source: {
      properties: {
        id: {},
        config: { properties: { name: {}, workspaceID: {}, fields: {}, category: {} } },
        schemaRef: { properties: { type: {} } },
        sourceType: {},
      },
    },
  },
};

const id = fc.oneof(
  fc.constantFrom("1", "2", "3", "0", "99999999999999999", "-1", "1e3", "%00", ".."),
  fc.string(),
);
const path = fc.oneof(
  { weight: 4, arbitrary: fc.constant(COLLECTION) },
  { weight: 4, arbitrary: id.map((each) => `${COLLECTION}/${encodeURIComponent(each)}`) },
  { weight: 1, arbitrary: id.map((each) => `${COLLECTION}/${encodeURIComponent(each)}/action/restart`) },
  { weight: 1, arbitrary: id.map((each) => `/collectors/${encodeURIComponent(each)}/sources`) },
  { weight: 1, arbitrary: id.map((each) => `/deadLetters/${encodeURIComponent(each)}/action/retry`) },
  { weight: 1, arbitrary: fc.string().map((each) => `/${encodeURIComponent(each)}`) },
);
const plainHeaders = fc.constant<Record<string, string>>({ "if-match": "*" });
const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    "if-match": fc.constantFrom("*", '"0"', "", ",,", `W/"${"x".repeat(2000)}"`),
    "content-type": fc.constantFrom("application/json", "text/plain", "multipart/form-data", "x"),
    authorization: fc.constantFrom("Basic ", "Basic ====", `Bearer ${TOKEN}`),
    origin: fc.constantFrom("null", "http://evil.example", "x"),
  },
  { requiredKeys: [] },
);
const headers = fc.oneof(plainHeaders, oddHeaders);

const request = fc.oneof(
  // As a client makes a source; the body decides.
  fc.record({ method: fc.constant("POST"), path: fc.constant(COLLECTION), headers: plainHeaders }),
  {
    weight: 2,
    arbitrary: fc.record({
      method: fc.constantFrom("POST", "POST", "PUT", "PUT", "GET", "DELETE", "PATCH", "OPTIONS"),
      path,
      headers,
    }),
  },
);

/** A source never starts well here: its Asana refuses every token. */
async function start() {
  const refusal = json(401, { errors: [{ message: `Not Authorized: ${TOKEN}` }] });
  const { url } = await startLocalServer(refusal);
  return startApiReceiver(url, url);
}

function expectFit(status: number, text: string): void {
  expect(status).toBeLessThan(500);
  if (status >= 400) {
    expect(JSON.parse(text)).toMatchObject({ status, id: expect.any(String), code: expect.any(String) });
  }
  expect(findSecrets([TOKEN], { answer: text })).toEqual([]);
  expect(text).not.toMatch(/\n\s+at |node:internal|\.ts:\d/);
}

it("every request is answered with what it asked for or a refusal in JSON, and no answer tells a token", async () => {
  const { url, errors } = await start();
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(request, brokenJson(source, schema), async ({ method, path: where, headers }, body) => {
      const sent = method === "GET" ? {} : { body };
      const answer = await fetch(url + where, { method, headers, ...sent });
      const text = await answer.text();
      statuses.add(answer.status);
      expectFit(answer.status, text);
      const list = await fetch(url + COLLECTION);
      const listed = await list.text();
      expectFit(list.status, listed);
      const { sources } = JSON.parse(listed) as { readonly sources: readonly { readonly id: number }[] };
      for (const { id: made } of sources.slice(2)) {
        await fetch(`${url}${COLLECTION}/${made}`, { method: "DELETE" });
      }
    }),
    { numRuns: 1000 },
  );
  expect(errors).toEqual([]);
  // Else nothing was made, and little proved.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 400, 404]));
  for (const where of ["/status", "/healthEvents", "/deadLetters", `${COLLECTION}?download=true`]) {
    const answer = await fetch(url + where);
    expectFit(answer.status, await answer.text());
  }
});

it("a body of any size and shape under a real source changes it or is refused", async () => {
  const { url, errors } = await start();
  const made = await fetch(url + COLLECTION, {
    method: "POST",
    body: EXAMPLE.replace(/\$\{env:[^}]*\}/, TOKEN),
  });
  expect(made.status).toBe(201);
  const where = url + (made.headers.get("location") ?? "").replace("/api/v1", "");
  await fc.assert(
    fc.asyncProperty(brokenJson(source, schema), async (body) => {
      const answer = await fetch(where, { method: "PUT", headers: { "if-match": "*" }, body });
      expectFit(answer.status, await answer.text());
      const now = await fetch(where);
      expect(now.status).toBe(200);
      expectFit(now.status, await now.text());
    }),
    { numRuns: 500 },
  );
  const large = await fetch(where, {
    method: "PUT",
    headers: { "if-match": "*" },
    body: `"${TOKEN.repeat(5000)}"`,
  });
  expect(large.status).toBe(413);
  expectFit(large.status, await large.text());
  expect(errors).toEqual([]);
});
