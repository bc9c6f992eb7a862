import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSecrets } from "../support/find-secrets.ts";
import { type PageAnswer, pageAnswer } from "../support/page-bodies.ts";
import {
  MOST_REQUESTS,
  SCRIPTED_TOKEN,
  type ScriptedAsana,
  type ScriptedRun,
  startScriptedAsana,
} from "../support/scripted-asana.ts";

const STATES = [
  "Pending",
  "Started",
  "Initialized",
  "Authenticated",
  "Collecting",
  "Error",
  "Stopping",
  "Stopped",
];

const EMPTY: PageAnswer = {
  status: 200,
  headers: {},
  body: Buffer.from('{"data":[],"next_page":{"offset":"end"}}'),
};

const answer = pageAnswer(SCRIPTED_TOKEN);

let asana: ScriptedAsana;

beforeAll(async () => {
  asana = await startScriptedAsana();
});

afterAll(() => asana.close());

function expectFit({ end, states, told, requests }: ScriptedRun): void {
  expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(["caughtUp", "failed"]).toContain(end);
  expect(STATES).toEqual(expect.arrayContaining([...states]));
  expect(findSecrets([SCRIPTED_TOKEN], { told })).toEqual([]);
}

describe("a source whose Asana answers with anything", () => {
  it("ends its run in a documented state, and tells no token, when a good page follows", async () => {
    await fc.assert(
      fc.asyncProperty(answer, fc.array(answer, { maxLength: 2 }), async (first, more) => {
        expectFit(await asana.follow([first, ...more, EMPTY]));
      }),
      { numRuns: 1000 },
    );
  });

  it("ends its run in a documented state, and tells no token, when the same comes for ever", async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (only) => {
        expectFit(await asana.follow([only]));
      }),
      { numRuns: 1000 },
    );
  });
});
