import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { errorAt, type Finding, type Issue, quote, warningAt } from "./issue.ts";
import { createPlaceAt, createPlaceOf, type JsonPath, type PlaceOf, toPointer } from "./json-place.ts";
import { readTextFile, type TextFile } from "./text-file.ts";

/** A parsed JSON file that knows where everything in it stands. */
export interface JsonFile {
  readonly value: unknown;
  readonly placeOf: PlaceOf;
}

/** What came of reading a JSON file; without `json`, an issue says why. */
export interface JsonFileResult {
  readonly json?: JsonFile;
  readonly issues: readonly Issue[];
}

type SyntaxErrorName = ReturnType<typeof printParseErrorCode>;

const SYNTAX_ERRORS = {
  InvalidSymbol: "this is not JSON: names and texts stand in double quotes",
  InvalidNumberFormat: "this is not a JSON number",
  PropertyNameExpected: "a key in double quotes is missing here",
  ValueExpected: "a value is missing here",
  ColonExpected: "a colon is missing here",
  CommaExpected: "a comma is missing here, or this is one character too many",
  CloseBraceExpected: "a closing } is missing here",
  CloseBracketExpected: "a closing ] is missing here",
  EndOfFileExpected: "the file should end here",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfComment: "JSON has no comments",
  UnexpectedEndOfString: "this text has no closing quote on its line",
  UnexpectedEndOfNumber: "this number is not finished",
  InvalidUnicode: "this is not a \\u escape with four hexadecimal digits",
  InvalidEscapeCharacter:
    "a backslash in this text is not followed by a known escape; a backslash itself is \\\\",
  InvalidCharacter: "there is a control character in this text",
  "<unknown ParseErrorCode>": "this is not JSON",
} satisfies Record<SyntaxErrorName, string>;

const EMPTY: Finding = { code: "not-json", message: "the file is empty" };

const BYTE_ORDER_MARK: Finding = {
  code: "byte-order-mark",
  message: "the file begins with a byte order mark, which JSON does not allow",
  hint: 'Save it as "UTF-8", not as "UTF-8 with BOM"',
};

/** Reads a file as UTF-8 and strict JSON: no comments, no trailing commas, no key twice in an object. */
export async function readJsonFile(file: string): Promise<JsonFileResult> {
  return parseJsonFile(file, await readTextFile(file));
}

/** Parses what was read of a file. */
export function parseJsonFile(file: string, read: TextFile): JsonFileResult {
  if (read.kind === "unreadable") return { issues: [errorAt({ file, line: 0, column: 0 }, read.finding)] };
  const { json, issues } = parseJson(file, read.text);
  const warnings = read.hasMark ? [warningAt({ file, line: 1, column: 1 }, BYTE_ORDER_MARK)] : [];
  return { ...(json === undefined ? {} : { json }), issues: [...warnings, ...issues] };
}

function parseJson(file: string, text: string): JsonFileResult {
  const placeAt = createPlaceAt(file, text);
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    const [error] = errors;
    // One mistake makes several errors; the first is where it is.
    if (error !== undefined || root === undefined) {
      if (text.trim() === "") return { issues: [errorAt(placeAt(0), EMPTY)] };
      return { issues: [errorAt(placeAt(error?.offset ?? 0, error?.length), explain(text, error))] };
    }
    const issues = duplicateKeysIn(root, []).map(({ node: { offset, length, value }, path }) =>
      errorAt({ ...placeAt(offset, length), pointer: toPointer(path) }, duplicate(value)),
    );
    // The values come from JSON.parse, which keeps a key named __proto__.
    return { json: { value: JSON.parse(text), placeOf: createPlaceOf(placeAt, root) }, issues };
  } catch {
    // The only way here is the stack's end; JSON.parse's own message would repeat a piece of the file.
    const finding = { code: "not-json", message: "this is not JSON, or nested too deeply" };
    return { issues: [errorAt(placeAt(0), finding)] };
  }
}

function explain(text: string, error: ParseError | undefined): Finding {
  const code = "not-json";
  const name = error === undefined ? "<unknown ParseErrorCode>" : printParseErrorCode(error.error);
  const isMissing = name === "PropertyNameExpected" || name === "ValueExpected";
  if (isMissing && /,\s*$/.test(text.slice(0, error?.offset)) && /^[}\]]/.test(text.slice(error?.offset))) {
    return { code, message: "the comma before this bracket is one too many" };
  }
  return { code, message: SYNTAX_ERRORS[name] };
}

function duplicate(key: unknown): Finding {
  return {
    code: "duplicate-key",
    message: `the key ${quote(String(key))} stands twice in this object`,
    hint: "Keep one of the two",
  };
}

/** The key of every property whose object has one of that name already. */
function duplicateKeysIn(node: Node, path: JsonPath): { readonly node: Node; readonly path: JsonPath }[] {
  const seen = new Set<unknown>();
  return (node.children ?? []).flatMap((child, index) => {
    if (node.type !== "object") return duplicateKeysIn(child, [...path, String(index)]);
    const [key, value] = child.children ?? [];
    if (key === undefined || value === undefined) return [];
    const below = [...path, String(key.value)];
    const own = seen.has(key.value) ? [{ node: key, path: below }] : [];
    seen.add(key.value);
    return [...own, ...duplicateKeysIn(value, below)];
  });
}
