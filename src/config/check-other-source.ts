import type { Checked } from "./check-shape.ts";
import { errorAt, type Finding, type Issue } from "./issue.ts";

/** Sumo Logic's limit for the name of any source. */
const LONGEST_NAME = 128;

/** Checks what every cloud-to-cloud source of Sumo Logic has in common, whatever its type needs besides. */
export function checkOtherSource({ value, path, placeOf }: Checked): Issue[] {
  const issues: Issue[] = [];
  const owner = path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : step)).join("");
  const report = (below: readonly string[], finding: Finding): void => {
    issues.push(errorAt(placeOf([...path, ...below]), finding));
  };
  const sourceType = childOf(value, "sourceType");
  if (sourceType !== "Universal") {
    const code = sourceType === undefined ? "missing-key" : "wrong-value";
    report(["sourceType"], { code, message: `${owner}.sourceType must be "Universal"` });
  }
  const config = childOf(value, "config");
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    const code = config === undefined ? "missing-key" : "wrong-type";
    report(["config"], { code, message: `${owner}.config must be an object` });
    return issues;
  }
  const name = childOf(config, "name");
  if (typeof name !== "string" || name === "") {
    const code = name === undefined ? "missing-key" : "wrong-type";
    report(["config", "name"], { code, message: `${owner}.config.name must be a text that is not empty` });
  } else if ([...name].length > LONGEST_NAME) {
    const message = `${owner}.config.name must not have more than ${LONGEST_NAME} characters`;
    report(["config", "name"], { code: "wrong-value", message });
  }
  return issues;
}

function childOf(value: unknown, key: string): unknown {
  return value instanceof Object && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
