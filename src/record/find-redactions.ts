import { createScanner, type JSONScanner, type SyntaxKind } from "jsonc-parser";
import type { PlaceNode, RedactionRules } from "./redaction-rules.ts";

/** What stands in place of what was redacted. */
export const MASK = "[redacted]";

/** Something in an event that is hidden. */
export interface Redaction {
  /** Where, as a JSON Pointer. */
  readonly place: string;
  /** A pointer that leads into what is neither an object nor a list: all of that is hidden then. */
  readonly misplaced: string | undefined;
}

/** A part of a JSON text, from `start` up to and without `end`, and what is to be there. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly redaction: Redaction;
}

/** jsonc-parser's kinds of lexemes, a const enum of its own. */
const OPEN_OBJECT: SyntaxKind = 1;
const CLOSE_OBJECT: SyntaxKind = 2;
const OPEN_ARRAY: SyntaxKind = 3;
const CLOSE_ARRAY: SyntaxKind = 4;
const COMMA: SyntaxKind = 5;
const COLON: SyntaxKind = 6;
const NULL: SyntaxKind = 7;
const FALSE: SyntaxKind = 9;
const TEXT: SyntaxKind = 10;
const END: SyntaxKind = 17;

const INDEX = /^(?:0|[1-9]\d*)$/;

/** An object or a list that is being read. */
interface Level {
  readonly isObject: boolean;
  /** Where the rules are; undefined where no pointer leads. */
  readonly node: PlaceNode | undefined;
  /** The name of the present member, or the index of the present element. */
  step: string;
  index: number;
  isBeforeName: boolean;
  hiddenNames: number;
}

/** A text in the midst of being read. */
interface Reading {
  readonly rules: RedactionRules;
  readonly scanner: JSONScanner;
  readonly levels: Level[];
  readonly edits: Edit[];
}

/**
 * Finds what the rules hide in an event's text, in the order of the text.
 * Counts levels instead of recursing, so that no depth of nesting overflows the stack.
 *
 * @param text must be known to be JSON
 */
export function findRedactions(text: string, rules: RedactionRules): readonly Edit[] {
  const reading: Reading = { rules, scanner: createScanner(text, true), levels: [], edits: [] };
  const { scanner, levels, edits } = reading;
  for (let kind = scanner.scan(); kind !== END; kind = scanner.scan()) {
    const level = levels.at(-1);
    if (kind === CLOSE_OBJECT || kind === CLOSE_ARRAY) levels.pop();
    else if (kind === COMMA && level !== undefined) goOn(level);
    else if (kind === TEXT && level?.isBeforeName === true) readName(level, reading);
    else if (kind !== COMMA && kind !== COLON) readValue(kind, reading);
  }
  return edits;
}

function goOn(level: Level): void {
  level.index += 1;
  level.isBeforeName = level.isObject;
  if (!level.isObject) level.step = String(level.index);
}

function readName(level: Level, { rules, scanner, levels, edits }: Reading): void {
  level.isBeforeName = false;
  level.step = scanner.getTokenValue();
  if (!rules.hidesText(level.step)) return;
  level.hiddenNames += 1;
  // Two members of one name would be one to most readers.
  const name = level.hiddenNames === 1 ? MASK : `${MASK} ${level.hiddenNames}`;
  const redaction = { place: toPointer(levels, rules), misplaced: undefined };
  edits.push({ ...spanOf(scanner), text: JSON.stringify(name), redaction });
}

function readValue(kind: SyntaxKind, { rules, scanner, levels, edits }: Reading): void {
  const level = levels.at(-1);
  const node = level === undefined ? rules.places : level.node?.children.get(level.step);
  const misplaced = node === undefined ? undefined : findMisplaced(node, kind);
  const value = kind === TEXT ? scanner.getTokenValue() : undefined;
  const name = level?.isObject === true ? level.step : undefined;
  const isHidden =
    node?.isHidden === true || misplaced !== undefined || isHiddenByForm(kind, name, value, rules);
  if (kind !== NULL && value !== MASK && isHidden) {
    const { start } = spanOf(scanner);
    skipRest(scanner, kind);
    const redaction = { place: toPointer(levels, rules), misplaced };
    // A gid tells events apart: with a mask for theirs, all would be one.
    const text = name === "gid" && levels.length === 1 ? "null" : JSON.stringify(MASK);
    edits.push({ start, end: spanOf(scanner).end, text, redaction });
  } else if (kind === OPEN_OBJECT || kind === OPEN_ARRAY) {
    levels.push(openLevel(kind, node));
  }
}

/** The pointer that leads into this value although it has no such members or elements. */
function findMisplaced(node: PlaceNode, kind: SyntaxKind): string | undefined {
  if (kind === OPEN_OBJECT) return undefined;
  if (kind === OPEN_ARRAY && [...node.children.keys()].every((step) => INDEX.test(step))) return undefined;
  return node.through;
}

/** A boolean tells nothing of that kind. */
function isHiddenByForm(
  kind: SyntaxKind,
  name: string | undefined,
  value: string | undefined,
  rules: RedactionRules,
): boolean {
  if (kind >= NULL && kind <= FALSE) return false;
  return (name !== undefined && rules.hidesName(name)) || (value !== undefined && rules.hidesText(value));
}

/** Goes to the last lexeme of the value that has begun. */
function skipRest(scanner: JSONScanner, first: SyntaxKind): void {
  let depth = 0;
  for (let kind = first; ; kind = scanner.scan()) {
    if (kind === OPEN_OBJECT || kind === OPEN_ARRAY) depth += 1;
    if (kind === CLOSE_OBJECT || kind === CLOSE_ARRAY) depth -= 1;
    if (depth === 0 || kind === END) return;
  }
}

function openLevel(kind: SyntaxKind, node: PlaceNode | undefined): Level {
  const isObject = kind === OPEN_OBJECT;
  return { isObject, node, step: "0", index: 0, isBeforeName: isObject, hiddenNames: 0 };
}

function spanOf(scanner: JSONScanner): { readonly start: number; readonly end: number } {
  const start = scanner.getTokenOffset();
  return { start, end: start + scanner.getTokenLength() };
}

/** Where the reading is; a name that is hidden is hidden here, too. */
function toPointer(levels: readonly Level[], { hidesText }: RedactionRules): string {
  const steps = levels.map(({ step }) => (hidesText(step) ? MASK : step));
  return steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
