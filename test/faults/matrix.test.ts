import { describe, expect, it } from "vitest";
import { ASANA_TROUBLE_NAMES } from "../support/asana-troubles.ts";
import { ENDPOINT_TROUBLE_NAMES } from "../support/endpoint-troubles.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runPair } from "../support/trouble-pair.ts";
import { runStorm } from "../support/trouble-storm.ts";

const SEED = Number(process.env["SEED"] ?? 1);

console.log(`SEED=${SEED}`);

describe.each(ASANA_TROUBLE_NAMES)("Asana: %s", (asana) => {
  it.each(ENDPOINT_TROUBLE_NAMES)(
    "and the endpoint: %s, until both are told and healed: each event has exactly one fate, and no error is left",
    async (endpoint) => {
      const { findings } = await runPair(asana, endpoint, { seed: SEED, folder: tempFolder() });
      expect(findings).toEqual([]);
    },
  );
});

describe("troubles that come and go at both ends", () => {
  it.each([0, 1, 2])("leave each event with exactly one fate, and no error (storm %i)", async (storm) => {
    const { findings } = await runStorm({ seed: SEED * 1000 + storm, folder: tempFolder() });
    expect(findings).toEqual([]);
  });
});
