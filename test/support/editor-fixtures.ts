import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SCHEMA_NAMES, type SchemaName } from "./editor-schemas.ts";
import type { Range } from "./editor-services.ts";

const ROOT = fileURLToPath(new URL("../fixtures/schemas/", import.meta.url));
const EXPECTED = ".expected.json";

/** What an editor is expected to show of a file. */
export interface Expected {
  readonly message: string;
  readonly range: Range;
  /** Where it shows it before version 6, which underlines a key when something is missing in its object. */
  readonly rangeBefore6?: Range;
}

/** A file that is checked with a schema, and what is expected of it. */
export interface Fixture {
  readonly name: string;
  readonly path: string;
  readonly schema: SchemaName;
  readonly isValid: boolean;
  readonly text: string;
  readonly expected: readonly Expected[];
}

/** Reads all files of test/fixtures/schemas/. */
export function readFixtures(): readonly Fixture[] {
  return ["valid", "invalid"].flatMap((verdict) =>
    SCHEMA_NAMES.flatMap((schema) => {
      const folder = join(ROOT, verdict, schema);
      const names = readdirSync(folder).filter((name) => !name.endsWith(EXPECTED));
      return names.map((name) => readFixture(folder, name, schema));
    }),
  );
}

function readFixture(folder: string, name: string, schema: SchemaName): Fixture {
  const path = join(folder, name);
  const expectedPath = path.replace(/\.json$/, EXPECTED);
  const expected = existsSync(expectedPath) ? JSON.parse(readFileSync(expectedPath, "utf8")) : [];
  const isValid = name.startsWith("valid-");
  return { name, path, schema, isValid, text: readFileSync(path, "utf8"), expected };
}
