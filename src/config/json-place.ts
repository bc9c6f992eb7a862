import type { Node } from "jsonc-parser";
import type { Place } from "./issue.ts";

/** The keys and indices that lead from a file's root to a value. */
export type JsonPath = readonly string[];

/** Where a value, or the key it is under, stands; of what is missing, the place of what should hold it. */
export type PlaceOf = (path: JsonPath, part?: "key" | "value") => Place;

/** Makes the finder of places for a parsed text. */
export function createPlaceOf(file: string, text: string, root: Node): PlaceOf {
  return (path, part = "value") => {
    let node = root;
    for (const [index, step] of path.entries()) {
      const found = stepInto(node, step);
      if (found === undefined) break;
      node = index === path.length - 1 && part === "key" ? found.key : found.value;
    }
    return placeAt(file, text, node.offset);
  };
}

/** The place of the character at `offset`. */
export function placeAt(file: string, text: string, offset: number): Place {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function stepInto(node: Node, step: string): { readonly key: Node; readonly value: Node } | undefined {
  if (node.type === "array") {
    const item = node.children?.[Number(step)];
    return item === undefined ? undefined : { key: item, value: item };
  }
  // Of a key that stands twice the last one counts, as in JSON.parse.
  const [key, value] =
    node.children?.findLast(({ children }) => children?.[0]?.value === step)?.children ?? [];
  return key === undefined || value === undefined ? undefined : { key, value };
}
