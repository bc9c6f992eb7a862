import { expect, it } from "vitest";
import { toResourceAttributes } from "../../src/record/resource.ts";

const source = { name: "Northwind", fields: {}, workspaceID: "1200000000000001" };

it("a source's name, category, fields and workspace describe its records' origin", () => {
  expect(
    toResourceAttributes(
      { ...source, category: "saas/asana", fields: { team: "it" } },
      { "service.name": "receiver" },
    ),
  ).toEqual({
    "service.name": "receiver",
    team: "it",
    _source: "Northwind",
    _sourceName: "Northwind",
    _sourceCategory: "saas/asana",
    "asana.workspace.gid": "1200000000000001",
  });
});

it("a source without category has no _sourceCategory", () => {
  expect(toResourceAttributes(source, {})).not.toHaveProperty("_sourceCategory");
});

it("fields go before what all sources share, and neither can pose as another source", () => {
  const fields = { "service.name": "from fields", _sourceName: "other", "asana.workspace.gid": "9" };
  const base = { "service.name": "from base", _source: "other" };
  expect(toResourceAttributes({ ...source, fields }, base)).toEqual({
    "service.name": "from fields",
    _source: "Northwind",
    _sourceName: "Northwind",
    "asana.workspace.gid": "1200000000000001",
  });
});
