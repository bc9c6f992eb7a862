import { expect, it } from "vitest";
import { nearestKey, unknownKey } from "../../src/config/unknown-key.ts";

const KNOWN = ["name", "description", "category", "fields", "personalAccessToken", "workspaceID"];

it.each([
  ["workspaceId", "workspaceID"],
  ["workspace_id", "workspaceID"],
  ["WORKSPACEID", "workspaceID"],
  ["workspaceIDs", "workspaceID"],
  ["workspace-gid", "workspaceID"],
  ["personalAccessTokens", "personalAccessToken"],
  ["personalAcessToken", "personalAccessToken"],
  ["Name", "name"],
  ["nmae", "name"],
  ["field", "fields"],
])("takes %s for %s", (key, meant) => {
  expect(nearestKey(key, KNOWN)).toBe(meant);
});

it.each(["", "id", "token", "nope", "pollingInterval", "x".repeat(100_000)])(
  "takes %.20s for none",
  (key) => {
    expect(nearestKey(key, KNOWN)).toBeUndefined();
  },
);

it("shows a key without its control characters", () => {
  expect(unknownKey("the file", "\u001b[31mred", KNOWN).message).toBe(
    'the file has an unknown key "\\u001b[31mred"',
  );
});

it("shows no part of a key that is too long to be shown", () => {
  expect(unknownKey("the file", "x".repeat(1000), KNOWN).message).toBe(
    'the file has an unknown key "…" (1000 characters)',
  );
});
