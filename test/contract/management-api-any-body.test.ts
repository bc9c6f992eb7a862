import fc from "fast-check";
import { expect, it } from "vitest";
import type { Source } from "../../src/generated/asana-source.ts";
import { type Api, createSource, SOURCES, sourceIn, startApi } from "../support/api.ts";
import { damage, damaged, token } from "../support/broken-files.ts";
import { startLine } from "../support/line.ts";

const KIND = { schemaRef: { type: "Asana" }, sourceType: "Universal" };

const text = fc.oneof(
  { weight: 20, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 20 }) },
  fc.constantFrom("", "****", "${env:HOME}", "__proto__", "constructor", "\0", "\ud800", "\udc00", "\ufffd"),
);
const secret = fc.oneof(
  { weight: 20, arbitrary: fc.stringMatching(/^[!-~]{12,40}$/) },
  token,
  fc.constantFrom("*", "****", "\ud800", "é"),
);
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }), fc.constant(undefined));

function mostly<T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 40, arbitrary: usual }, value);
}

/** A source of which any part may be anything. */
const source = fc.record({
  id: mostly(fc.constant(1)),
  config: fc.record(
    {
      name: mostly(text),
      description: mostly(text),
      category: mostly(text),
      fields: mostly(fc.dictionary(text, text, { maxKeys: 3 })),
      personalAccessToken: mostly(secret),
      workspaceID: mostly(text),
    },
    { requiredKeys: ["name", "personalAccessToken", "workspaceID"] },
  ),
  schemaRef: mostly(fc.constant(KIND.schemaRef)),
  sourceType: mostly(fc.constant("Universal")),
  state: value,
});

const body = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc.jsonValue().map((json) => JSON.stringify(json)),
  fc.tuple(source, damage).map(([sent, harm]) => damaged(JSON.stringify({ source: sent }), harm)),
  { weight: 4, arbitrary: source.map((sent) => JSON.stringify({ source: sent })) },
);

type Config = Source["config"];

/** The sources that are there to stay. */
async function configsOf(api: Api): Promise<ReadonlyMap<number, Config>> {
  const { json } = await api.call("GET", SOURCES);
  // The answer fits its description.
  const { sources } = json as { readonly sources: readonly (Source & { readonly id: number })[] };
  const staying = sources.filter(({ state }) => state?.["state"] !== "Stopping");
  return new Map(staying.map(({ id, config }) => [id, config]));
}

/** All that is stored can be loaded, and is what runs. */
function expectStored({ editor, receiver }: Api): void {
  const loaded = editor?.load();
  expect(loaded?.issues.filter(({ severity }) => severity === "error")).toEqual([]);
  const stripped = (sources = receiver.collector.sources): unknown[] =>
    sources
      .map(({ config: { personalAccessToken, origin, ...config }, ...rest }) => ({
        ...rest,
        ...config,
        token: personalAccessToken.reveal(),
        file: origin.file,
      }))
      .sort((a, b) => a.id - b.id);
  expect(stripped(loaded?.sources)).toEqual(stripped());
}

it("any new source is stored and runs, or changes nothing", async () => {
  const api = await startApi(await startLine({ events: 0 }));
  await createSource(api, { name: "the one that is there" });
  const before = await configsOf(api);
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const answer = await api.call("POST", SOURCES, { body: sent });
      expect([201, 400]).toContain(answer.status);
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      expectStored(api);
      if (answer.status === 201) {
        const { id, config } = sourceIn(answer);
        expect(await configsOf(api)).toEqual(new Map([...before, [id, config]]));
        await api.call("DELETE", `${SOURCES}/${id}`);
      }
      expect(await configsOf(api)).toEqual(before);
      expect(api.errors).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect(Math.min(seen.get(201) ?? 0, seen.get(400) ?? 0)).toBeGreaterThan(10);
});

it("any new form of a source is stored and runs, or changes nothing", async () => {
  const api = await startApi(await startLine({ events: 0 }));
  await createSource(api);
  await createSource(api, { name: "another one" });
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const before = await configsOf(api);
      const answer = await api.call("PUT", `${SOURCES}/1`, { body: sent, headers: { "if-match": "*" } });
      expect([200, 400]).toContain(answer.status);
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      const changed = answer.status === 200 ? [[1, sourceIn(answer).config] as const] : [];
      expect(await configsOf(api)).toEqual(new Map([...before, ...changed]));
      expectStored(api);
      expect(api.errors).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect(Math.min(seen.get(200) ?? 0, seen.get(400) ?? 0)).toBeGreaterThan(10);
});
