import { assert, constantFrom, integer, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "../../src/generated/status.ts";
import { HEALTHS, ROW_COUNTS, readView, STATES, select, toQuery } from "../../src/web/page/view.ts";
import { sourceStatus } from "../support/source-status.ts";

function namesOf(query: Record<string, string>, sources: Source[]): string[] {
  return select({ sources }, readView(query)).sources.map(({ name }) => name);
}

const FRUIT = [
  sourceStatus({ id: 1, name: "Quince 10", category: "prod/asana", lagMs: 5, accepted: 3, health: "error" }),
  sourceStatus({ id: 2, name: "apple", workspaceID: "42", state: "Error", accepted: 20 }),
  sourceStatus({ id: 3, name: "Quince 9", description: "of the North", lagMs: 70, accepted: 100 }),
];

describe("the view of the Collection page", () => {
  it("shows all sources by name, numbers in names by their size", () => {
    expect(namesOf({}, FRUIT)).toEqual(["apple", "Quince 9", "Quince 10"]);
  });

  it.each([
    ["its name", { q: "QUINCE" }, ["Quince 9", "Quince 10"]],
    ["its description", { q: "north" }, ["Quince 9"]],
    ["its category", { q: "prod/" }, ["Quince 10"]],
    ["its workspace", { q: "42" }, ["apple"]],
    ["its health", { health: "error" }, ["Quince 10"]],
    ["its state", { state: "Error" }, ["apple"]],
    ["all of them together", { q: "quince", state: "Error" }, []],
  ])("finds a source by %s", (_what, query, names) => {
    expect(namesOf(query, FRUIT)).toEqual(names);
  });

  it("sorts numbers by size, and what is absent as the least", () => {
    expect(namesOf({ sort: "acknowledged" }, FRUIT)).toEqual(["Quince 10", "apple", "Quince 9"]);
    expect(namesOf({ sort: "-lag" }, FRUIT)).toEqual(["Quince 9", "Quince 10", "apple"]);
  });

  it("cuts into pages, and takes a page beyond the last one for the last one", () => {
    const sources = Array.from({ length: 250 }, (_, index) =>
      sourceStatus({ id: index + 1, name: `${index}` }),
    );
    const selection = select({ sources }, readView({ page: "9" }));
    expect(selection).toMatchObject({ all: 250, matching: 250, page: 3, pages: 3 });
    expect(selection.sources.map(({ name }) => name)).toEqual(sources.slice(200).map(({ name }) => name));
    expect(namesOf({ rows: "1000" }, sources)).toHaveLength(250);
  });

  it("is the plain one where a query makes no sense", () => {
    const nonsense = { sort: "constructor", page: "-3", rows: "7", health: "fine", state: "Lost" };
    expect(toQuery(readView(nonsense))).toBe("");
  });

  it("comes back out of its own query", () => {
    const views = record({
      text: string({ maxLength: 20 }),
      health: constantFrom(...HEALTHS, ""),
      state: constantFrom(...STATES, ""),
      sort: constantFrom("name", "lag", "deadLetters"),
      isDescending: constantFrom(true, false),
      page: integer({ min: 1, max: 9999 }),
      rows: constantFrom(...ROW_COUNTS),
    });
    assert(
      property(views, (view) => {
        const query = Object.fromEntries(new URLSearchParams(toQuery(view as ReturnType<typeof readView>)));
        expect(readView(query)).toEqual({ ...view, text: view.text.toWellFormed() });
      }),
    );
  });
});
