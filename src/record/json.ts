/** A JSON object. */
export type JsonMap = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The compact JSON text of a value of any depth; JSON.stringify recurses and would overflow the stack. */
export function toJsonText(root: unknown): string {
  let text = "";
  const waiting: Piece[] = [{ value: root }];
  for (let piece = waiting.pop(); piece !== undefined; piece = waiting.pop()) {
    if (typeof piece === "string") {
      text += piece;
    } else if (Array.isArray(piece.value)) {
      text += "[";
      waiting.push("]");
      pushElements(piece.value, waiting);
    } else if (isMap(piece.value)) {
      text += "{";
      waiting.push("}");
      pushMembers(piece.value, waiting);
    } else {
      text += JSON.stringify(piece.value) ?? "null";
    }
  }
  return text;
}

/** What is still to be written: finished text, or a value. */
type Piece = string | { readonly value: unknown };

/** The last element first, since what was pushed last is written first. */
function pushElements(array: readonly unknown[], waiting: Piece[]): void {
  for (let index = array.length - 1; index >= 0; index -= 1) {
    waiting.push({ value: array[index] });
    if (index > 0) waiting.push(",");
  }
}

function pushMembers(map: JsonMap, waiting: Piece[]): void {
  const keys = Object.keys(map);
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    const key = keys[index] ?? "";
    waiting.push({ value: map[key] }, `${index > 0 ? "," : ""}${JSON.stringify(key)}:`);
  }
}
