import { expect, it } from "vitest";
import { findDrift } from "../support/generate-types.ts";

it("the types in src/generated are those the schemas make", async () => {
  expect(await findDrift()).toEqual([]);
});
