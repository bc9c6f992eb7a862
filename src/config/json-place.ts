import type { Node } from "jsonc-parser";
import type { Place } from "./issue.ts";

/** The keys and indices that lead from a file's root to a value. */
export type JsonPath = readonly string[];

/** Where a value, or the key it is under, stands; of what is missing, the place of what should hold it. */
export type PlaceOf = (path: JsonPath, part?: "key" | "value") => Place;

/** The place of a span of characters. */
export type PlaceAt = (offset: number, length?: number) => Place;

/** Makes the finder of places for a parsed text. */
export function createPlaceOf(placeAt: PlaceAt, root: Node): PlaceOf {
  return (path, part = "value") => {
    let node = root;
    let depth = 0;
    for (const step of path) {
      const found = stepInto(node, step);
      if (found === undefined) break;
      depth += 1;
      node = depth === path.length && part === "key" ? found.key : found.value;
    }
    const isContainer = node.type === "object" || node.type === "array";
    const place = placeAt(node.offset, isContainer ? 1 : node.length);
    return { ...place, pointer: toPointer(path.slice(0, depth)) };
  };
}

/** Makes the finder of places by offset; the text is searched for its lines once. */
export function createPlaceAt(file: string, text: string): PlaceAt {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: end }) => index + end.length)];
  const find = (offset: number): { readonly line: number; readonly column: number } => {
    const line = countUpTo(starts, offset);
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
  return (offset, length = 0) => {
    const end = find(offset + length);
    return { file, ...find(offset), endLine: end.line, endColumn: end.column };
  };
}

/** `/sources/0/config`. */
export function toPointer(path: JsonPath): string {
  return path.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The steps of a JSON Pointer. */
export function toPath(pointer: string): JsonPath {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** How many of the ascending numbers are not beyond the limit. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
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

/** An object's own value under a key; undefined when there is none, or no object. */
export function childOf(value: unknown, key: string): unknown {
  return value instanceof Object && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
