import { execFileSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasTool } from "../support/installed-tool.ts";
import { dashboardQueries } from "../support/promql-examples.ts";
import { ROOT_FOLDER } from "../support/root-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

const EXAMPLES = join(ROOT_FOLDER, "examples/prometheus");

function promtool(...args: string[]): string {
  return execFileSync("promtool", args, { encoding: "utf8" });
}

describe.skipIf(!hasTool("promtool", "prometheus"))("for Prometheus", () => {
  it("the alerts are rules, and the configuration is one that loads them", () => {
    expect(promtool("check", "rules", join(EXAMPLES, "alerts.yaml"))).toContain("SUCCESS");
    expect(promtool("check", "config", join(EXAMPLES, "prometheus.yaml"))).toContain("1 rule files found");
  });

  it("each alert fires on what it is for, and not on a receiver that is well", () => {
    const folder = tempFolder();
    copyFileSync(join(EXAMPLES, "alerts.yaml"), join(folder, "alerts.yaml"));
    const tests = join(folder, "alerts.test.yaml");
    copyFileSync(join(ROOT_FOLDER, "test/fixtures/prometheus/alerts.test.yaml"), tests);
    expect(promtool("test", "rules", tests)).toContain("SUCCESS");
  });

  it("the queries of the dashboard are PromQL", () => {
    const rules = dashboardQueries().map((expr, index) => ({ record: `dashboard:query:${index}`, expr }));
    const file = join(tempFolder(), "rules.yaml");
    writeFileSync(file, JSON.stringify({ groups: [{ name: "dashboard", rules }] }));
    expect(promtool("check", "rules", file)).toContain(`${rules.length} rules found`);
  });
});
