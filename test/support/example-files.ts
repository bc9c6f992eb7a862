import { globSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { ROOT_FOLDER, rootFile } from "./root-file.ts";

/** The examples' files whose path matches, such as `kubernetes/*.yaml`; seen from the repository. */
export function exampleFiles(pattern: string): string[] {
  const files = globSync(`examples/${pattern}`, { cwd: ROOT_FOLDER });
  if (files.length === 0) throw new Error(`no example matches ${pattern}`);
  return files.sort();
}

/** The documents of a YAML file; throws with what is wrong in it. */
export function yamlDocuments(path: string): unknown[] {
  return parseAllDocuments(rootFile(path), { strict: true, uniqueKeys: true }).map((document) => {
    const [mistake] = [...document.errors, ...document.warnings];
    if (mistake !== undefined) throw mistake;
    return document.toJS();
  });
}
