import { createScanner, type Node, type ParseError, parseTree, type SyntaxKind } from "jsonc-parser";
import { isSecretKey } from "../config/secret-key.ts";
import { readSchema } from "../schema/registry.ts";
import { looksReal } from "./real-token.ts";

/** Stands for one UTF-16 unit, so that columns stay what they are. */
const MASK = "•";

const PLAIN_KEY = /^[A-Za-z_$][\w$.-]{0,39}$/;

/** jsonc-parser's kinds of lexemes, a const enum of its own: 1 to 6 are brackets, comma and colon. */
const LAST_PUNCTUATION = 6;
const LITERALS: readonly SyntaxKind[] = [7, 8, 9];
const TEXT: SyntaxKind = 10;
const END: SyntaxKind = 17;

const VOCABULARY: ReadonlySet<string> = new Set([
  ...wordsOf(readSchema("asana-source")),
  ...wordsOf(readSchema("receiver")),
]);

type Show = (offset: number, length: number) => void;

/**
 * The text with a dot in the place of every character that might belong to a secret; its length and lines stay.
 * Values are shown under the schemas' own keys only, those of secrets excepted. Of a text that is not JSON nothing
 * but punctuation and the schemas' own words are shown: where a quote is missing, anything may be a secret.
 */
export function maskText(text: string): string {
  const shown = new Uint8Array(text.length);
  const show: Show = (offset, length) => {
    shown.fill(1, offset, offset + length);
  };
  const isJson = showValues(text, show);
  showLexemes(text, show, isJson);
  const units = Array.from({ length: text.length }, (_, index) => text.charAt(index));
  return units.map((unit, index) => (shown[index] === 1 || /\s/.test(unit) ? unit : MASK)).join("");
}

/** @returns whether the text is JSON; otherwise nothing is shown */
function showValues(text: string, show: Show): boolean {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    if (root === undefined || errors.length > 0) return false;
    showNode(root, "", false, collectSecrets(root, false), show);
    return true;
  } catch {
    // Nested too deeply for the stack.
    return false;
  }
}

function showLexemes(text: string, show: Show, isJson: boolean): void {
  const scanner = createScanner(text, false);
  for (let kind = scanner.scan(); kind !== END; kind = scanner.scan()) {
    const isWord = kind === TEXT && !isJson && VOCABULARY.has(scanner.getTokenValue());
    if (kind <= LAST_PUNCTUATION || LITERALS.includes(kind) || isWord) {
      show(scanner.getTokenOffset(), scanner.getTokenLength());
    }
  }
}

function showNode(node: Node, key: string, isSecret: boolean, secrets: readonly string[], show: Show): void {
  const isHarmless = (text: string): boolean =>
    !looksReal(text) && !secrets.some((secret) => text.includes(secret));
  if (node.type === "array") {
    for (const item of node.children ?? []) showNode(item, key, isSecret, secrets, show);
  } else if (node.type === "object") {
    for (const [name, value] of propertiesOf(node)) {
      const written = String(name.value);
      if (PLAIN_KEY.test(written) && isHarmless(written)) show(name.offset, name.length);
      showNode(value, written, isSecret || isSecretKey(written), secrets, show);
    }
  } else if (!isSecret && VOCABULARY.has(key) && isHarmless(String(node.value))) {
    show(node.offset, node.length);
  } else if (node.type === "string") {
    show(node.offset, 1);
    show(node.offset + node.length - 1, 1);
  }
}

/** Also of a key that stands twice: the parsed value has only one of them. */
function collectSecrets(node: Node, isSecret: boolean): string[] {
  if (node.type === "array") return (node.children ?? []).flatMap((item) => collectSecrets(item, isSecret));
  if (node.type === "object") {
    return propertiesOf(node).flatMap(([name, value]) =>
      collectSecrets(value, isSecret || isSecretKey(String(name.value))),
    );
  }
  return isSecret && node.value !== "" ? [String(node.value)] : [];
}

function propertiesOf(node: Node): (readonly [Node, Node])[] {
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) =>
    name === undefined || value === undefined ? [] : [[name, value] as const],
  );
}

/** The keys and the fixed texts that a schema knows. */
function wordsOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, child]) => {
    const own = keyword === "properties" ? Object.keys(child) : keyword === "const" ? [child] : [];
    const listed = keyword === "enum" ? child : [];
    return [...own, ...listed, ...wordsOf(child)].filter((word) => typeof word === "string");
  });
}
