import { yamlDocuments } from "./example-files.ts";
import { rootFile } from "./root-file.ts";

/** A panel of the dashboard, as far as the tests look at it. */
export interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string }[];
}

/** The dashboard, as far as the tests look at it. */
export interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
}

/** Reads the Grafana dashboard. */
export function dashboard(): Dashboard {
  return JSON.parse(rootFile("examples/grafana/dashboard.json"));
}

/** The queries of its panels, with values in place of Grafana's variables. */
export function dashboardQueries(): string[] {
  const queries = dashboard().panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  return queries.map((query) => query.replaceAll("$__rate_interval", "5m").replaceAll(/\$\w+/g, ".*"));
}

/** The queries of the alerts. */
export function alertQueries(): string[] {
  const [rules] = yamlDocuments("examples/prometheus/alerts.yaml") as [
    { groups: { rules: { expr: string }[] }[] },
  ];
  return rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr));
}
