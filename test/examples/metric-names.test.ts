import { describe, expect, it } from "vitest";
import { INSTRUMENTS } from "../../src/telemetry/instruments.ts";
import { prometheusNameOf } from "../../src/telemetry/prometheus.ts";
import { alertQueries, dashboard, dashboardQueries } from "../support/promql-examples.ts";

/** Every series by its name, with the labels it may have. */
const SERIES = new Map(
  INSTRUMENTS.flatMap((instrument) => {
    const name = prometheusNameOf(instrument);
    const labels = instrument.attributes.map((attribute) => attribute.replaceAll(".", "_"));
    const names =
      instrument.kind === "histogram" ? ["_bucket", "_count", "_sum"].map((end) => name + end) : [name];
    return names.map((each) => [each, new Set([...labels, "job", "instance", "le"])] as const);
  }),
);

/** What a query names: series and, in braces, their labels. */
function seriesIn(query: string): { readonly name: string; readonly labels: string[] }[] {
  const found = query.matchAll(/\b((?:asana|http|process)_\w+)(?:\{([^}]*)\})?/g);
  // Labels are named alone as well, as in `sum by (http_response_status_code)`.
  const grouped = new Set(
    [...query.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(", ")),
  );
  return [...found]
    .map(([, name = "", matchers = ""]) => ({
      name,
      labels: [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = ""]) => label),
    }))
    .filter(({ name }) => !grouped.has(name));
}

const variables = dashboard().templating.list.flatMap(({ definition }) => definition ?? []);

describe.each([
  ["the alerts", alertQueries()],
  ["the dashboard", [...dashboardQueries(), ...variables]],
])("%s", (_, queries) => {
  it("name only metrics that there are, with labels they have", () => {
    const named = queries.flatMap(seriesIn);
    expect(named.length).toBeGreaterThan(queries.length / 2);
    for (const { name, labels } of named) {
      expect([...SERIES.keys()], name).toContain(name);
      for (const label of labels) expect([...(SERIES.get(name) ?? [])], `${name}{${label}}`).toContain(label);
    }
  });
});
