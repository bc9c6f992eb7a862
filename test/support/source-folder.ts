import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Line, sourceJson } from "./line.ts";

/** The config of a source; what is not given is as `sourceJson` has it. */
export type GivenConfig = Readonly<Record<string, unknown>>;

/** A line's folder of source files. */
export interface SourceFolder {
  readonly path: string;
  /** Writes a file of these sources, in place of what it was. */
  write(file: string, ...configs: GivenConfig[]): void;
  /** Writes a file that is no JSON: a value is missing in its first line. */
  break(file: string): void;
  rename(from: string, to: string): void;
  remove(file: string): void;
}

/** Opens the folder that `startLine` made. */
export function openFolder({ folder }: Line): SourceFolder {
  const path = join(folder, "sources");
  const at = (file: string): string => join(path, file);
  return {
    path,
    write(file, ...configs) {
      const sources = configs.map((config) => JSON.parse(sourceJson(config)).source);
      writeFileSync(at(file), JSON.stringify({ "api.version": "v1", sources }, null, 2));
    },
    break: (file) => writeFileSync(at(file), '{"source": {"config": }}'),
    rename: (from, to) => renameSync(at(from), at(to)),
    remove: (file) => rmSync(at(file)),
  };
}
