import { describe, expect, it } from "vitest";
import { dashboard, type Panel } from "../support/promql-examples.ts";

const { panels, templating } = dashboard();

function overlaps({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

describe("the Grafana dashboard", () => {
  it("has panels that are told apart, lie within the grid and do not overlap", () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length - 1);
    for (const panel of panels) {
      expect(panel.gridPos.x + panel.gridPos.w, panel.title).toBeLessThanOrEqual(24);
      const others = panels.filter((other) => other !== panel && overlaps(panel, other));
      expect(others.map(({ title }) => title)).toEqual([]);
    }
  });

  it("uses only variables that it declares", () => {
    const declared = new Set(["__rate_interval", ...templating.list.map(({ name }) => name)]);
    const used = JSON.stringify(panels).matchAll(/\$\{?(\w+)/g);
    expect([...used].map(([, name]) => name).filter((name) => !declared.has(name ?? ""))).toEqual([]);
  });
});
