import { describe, expect, it } from "vitest";
import { noteIssues, noteSourceCount } from "../../src/collector/config-health.ts";
import type { IdentifiedSource } from "../../src/collector/identified-source.ts";
import { type Issue, warningAt } from "../../src/config/issue.ts";
import { Secret } from "../../src/config/secret.ts";
import { Health } from "../../src/health/health.ts";
import type { Resource } from "../../src/health/incident.ts";
import { FakeClock } from "../support/fake-clock.ts";

const COLLECTOR: Resource = { type: "CollectorResource", id: 1, name: "here" };

function source(id: number, file: string, root: string): IdentifiedSource {
  return {
    id,
    revision: 0,
    config: {
      name: `source ${id}`,
      fields: {},
      personalAccessToken: new Secret("token-of-a-test"),
      workspaceID: "1",
      origin: { file, line: 3, column: 5, pointer: `${root}/config/name` },
    },
  };
}

const SOURCES = [
  source(1, "one.json", "/source"),
  source(2, "two.json", "/sources/1"),
  source(3, "two.json", "/sources/10"),
];

function issue(file: string, pointer?: string): Issue {
  const place = { file, line: 7, column: 9, ...(pointer === undefined ? {} : { pointer }) };
  return warningAt(place, { code: "wrong-value", message: "wrong", hint: "Write it right" });
}

function createHealth(): Health {
  const store = { load: () => [], save: () => undefined };
  return new Health({ store, clock: new FakeClock(), redact: (text) => text, onChange: () => undefined });
}

function owners(health: Health): string[] {
  return health.open.map(({ resource, part }) => `${resource.type} ${resource.id} ${part}`.trim()).sort();
}

describe("what is found in the configuration", () => {
  it.each([
    ["in a source is that source's", issue("two.json", "/sources/1/sourceType"), ["SourceResource 2"]],
    ["in another one of the file is that one's", issue("two.json", "/sources/10"), ["SourceResource 3"]],
    [
      "about a whole file is every source's in it",
      issue("two.json"),
      ["SourceResource 2", "SourceResource 3"],
    ],
    [
      "in a file without a running source is the Collector's",
      issue("new.json"),
      ["CollectorResource 1 new.json"],
    ],
    [
      "in the settings is the Collector's",
      issue("receiver.json", "/asana/url"),
      ["CollectorResource 1 receiver.json"],
    ],
  ])("%s", (_what, found, expected) => {
    const health = createHealth();
    noteIssues(health, COLLECTOR, SOURCES, [found]);
    expect(owners(health)).toEqual(expected);
    expect(health.open[0]?.reason).toBe(`${found.file}:7:9: warning: wrong. Write it right`);
  });

  it("is over when it is not found any more", () => {
    const health = createHealth();
    noteIssues(health, COLLECTOR, SOURCES, [issue("one.json"), issue("new.json")]);
    noteIssues(health, COLLECTOR, SOURCES, [issue("new.json")]);
    expect(owners(health)).toEqual(["CollectorResource 1 new.json"]);
    noteIssues(health, COLLECTOR, SOURCES, []);
    expect(health.open).toEqual([]);
  });

  it("is one incident however much it is, and says how much", () => {
    const health = createHealth();
    noteIssues(
      health,
      COLLECTOR,
      SOURCES,
      Array.from({ length: 8 }, () => issue("one.json")),
    );
    expect(health.open).toHaveLength(1);
    expect(health.open[0]?.reason).toMatch(/; and 3 more$/);
  });
});

it("a Collector is almost full from 800 sources on", () => {
  const health = createHealth();
  noteSourceCount(health, COLLECTOR, 799);
  expect(health.open).toEqual([]);
  noteSourceCount(health, COLLECTOR, 800);
  expect(health.open).toEqual([expect.objectContaining({ trackerId: "SourceLimitWarning" })]);
  noteSourceCount(health, COLLECTOR, 799);
  expect(health.open).toEqual([]);
});
