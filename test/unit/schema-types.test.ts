import { expect, it } from "vitest";
import { findDrift } from "../support/generate-code.ts";

it("the types and validators in src/generated are those the schemas make", async () => {
  expect(await findDrift()).toEqual([]);
});
