import { inspect } from "node:util";
import { secretForms } from "../lib/secret-forms.ts";

const MASK = "[redacted]";

/** Anything shorter would take half of every text along with it. */
const SHORTEST_LITERAL = 6;

const BEARER_VALUES = /\b(Bearer)(\s+|%20|\+)[^\s"'\\,;]{6,}/gi;

/** The shapes Asana's tokens have had so far, also URL-encoded or with escaped slashes. Asana may change them. */
const ASANA_TOKENS = /(?<!\d)\d+(?:(?:\/|%2F|\\\/)\d{16,}){1,2}(?::|%3A)[A-Za-z0-9]{32,}/gi;

/** A text that shows itself only to whoever asks for it by name. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself: for the request it belongs to, and nothing else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}

/** Takes secrets out of texts. */
export interface Redactor {
  /** The text without any known secret, Bearer value or Asana token in it. */
  (text: string): string;
  /** Makes one more secret known: a token that was read again. */
  add(secret: Secret): void;
}

/**
 * Creates the last gate before a text is shown. Secrets of fewer than six characters are not known to it: they
 * are found in every text.
 */
export function createRedactor(secrets: Iterable<Secret>): Redactor {
  let literals: readonly string[] = [];
  const addAll = (more: Iterable<Secret>): void => {
    const forms = Array.from(more, (secret) => formsOf(secret.reveal())).flat();
    // The longest first: a secret may be a part of another one.
    literals = [...new Set([...literals, ...forms])].sort((a, b) => b.length - a.length);
  };
  const redact = (text: string): string => {
    const known = literals.reduce((rest, literal) => rest.replaceAll(literal, MASK), text);
    return known.replaceAll(BEARER_VALUES, `$1$2${MASK}`).replaceAll(ASANA_TOKENS, MASK);
  };
  addAll(secrets);
  return Object.assign(redact, { add: (secret: Secret) => addAll([secret]) });
}

/** A secret as it may stand in a text, also without its scheme, as after `Basic`. */
function formsOf(secret: string): string[] {
  const [, credential = secret] = /^[A-Za-z]+ +(\S+)$/.exec(secret) ?? [];
  return [secret, credential].flatMap(secretForms).filter(({ length }) => length >= SHORTEST_LITERAL);
}
