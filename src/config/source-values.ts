import { errorAt } from "./issue.ts";
import { childOf, type PlaceOf } from "./json-place.ts";
import { redactIssue } from "./redact-issue.ts";
import { findSameNames } from "./same-names.ts";
import { createRedactor, Secret } from "./secret.ts";
import { secretTextsIn } from "./secret-key.ts";
import { placeOfName } from "./settings-overrides.ts";
import { checkSource } from "./source-config.ts";
import type { LoadedSources } from "./sources.ts";

/**
 * Checks sources that a program gives as values, each as the `source` of a file. They are taken as they stand:
 * references are for files.
 */
export function checkSourceValues(values: readonly unknown[]): LoadedSources {
  const placeOf: PlaceOf = ([list = "", index = "", ...inner]) =>
    placeOfName([`${list}[${index}]`, ...inner].join("."));
  const enclosed = values.map((value, index) => ({ value, path: ["sources", String(index)] }));
  const checked = enclosed.map((source) => checkSource(source, placeOf));
  const sources = checked.flatMap(({ source }) => source ?? []);
  const named = enclosed.flatMap(({ value, path }) => {
    const name = childOf(childOf(value, "config"), "name");
    return typeof name === "string" ? [{ name, origin: placeOf(path) }] : [];
  });
  const issues = [...checked.flatMap((one) => one.issues), ...findSameNames(named)];
  if (values.length === 0) {
    issues.push(errorAt(placeOfName("sources"), { code: "no-sources", message: "there is no source in it" }));
  }
  const redact = createRedactor(secretTextsIn(values).map((text) => new Secret(text)));
  return {
    kind: "values",
    sources,
    issues: issues.map((issue) => redactIssue(issue, redact)),
    references: [],
  };
}
