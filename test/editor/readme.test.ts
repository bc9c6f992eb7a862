import { describe, expect, it } from "vitest";
import { insertTable, toSettingsTable } from "../support/generate-readme.ts";

const SCHEMA = {
  properties: {
    $schema: { type: "string" },
    endpoint: { type: "string", default: "http://localhost:4318", description: "Where to. a|b" },
    body: { enum: ["json", "map"], default: "json", description: "What." },
    polling: { type: "object", properties: { limit: { type: "integer", default: 100 } } },
    pollling: { not: {}, description: "No key." },
    headers: { type: "object", description: "Headers." },
  },
};

describe("the table of settings", () => {
  it("has a row for each key, in dotted form, but for misspellings and $schema, and marks what is live", () => {
    expect(toSettingsTable(SCHEMA, new Set(["headers"])).split("\n")).toEqual([
      "| key | type | default |  |",
      "| --- | --- | --- | --- |",
      "| `endpoint` | string | `http://localhost:4318` | Where to. a\\|b |",
      "| `body` | `json`, `map` | `json` | What. |",
      "| `polling.limit` | integer | `100` |  |",
      "| `headers` ↻ | object |  | Headers. |",
    ]);
  });

  it("takes the place of what stands between its marks, and of nothing else", () => {
    const readme = "before\n<!-- settings -->\n\nold\n\n<!-- /settings -->\nafter\n";
    const inserted = insertTable(readme, "settings", "new $&");
    expect(inserted).toBe("before\n<!-- settings -->\n\nnew $&\n\n<!-- /settings -->\nafter\n");
    expect(insertTable(inserted, "settings", "new $&")).toBe(inserted);
  });

  it.each(["", "<!-- settings -->", "<!-- /settings --><!-- settings -->"])(
    "needs both marks: %j",
    (readme) => {
      expect(() => insertTable(readme, "settings", "")).toThrow("README.md has no");
    },
  );
});
