import { NOWHERE, stringAt } from "../lib/json-scan.ts";

const BACKSLASH = 0x5c;

/** How many stand around a name. */
const QUOTES = 2;

/** Names of members and what they stand for, found by their bytes, so that none has to become a string. */
export class MemberNames {
  readonly #byText: ReadonlyMap<string, number>;
  readonly #byLength: { readonly name: Buffer; readonly id: number }[][] = [];

  /** @param ids not negative */
  constructor(ids: Readonly<Record<string, number>>) {
    this.#byText = new Map(Object.entries(ids));
    for (const [text, id] of this.#byText) {
      const name = Buffer.from(text);
      while (this.#byLength.length <= name.length) this.#byLength.push([]);
      this.#byLength[name.length]?.push({ name, id });
    }
  }

  /** What the name between `start` and `end`, quotes included, stands for; NOWHERE where it is unknown. */
  find(bytes: Buffer, start: number, end: number): number {
    const sameLength = this.#byLength[end - start - QUOTES];
    if (sameLength !== undefined) {
      for (let index = 0; index < sameLength.length; index += 1) {
        const known = sameLength[index];
        if (known !== undefined && isAt(bytes, start + 1, known.name)) return known.id;
      }
    }
    return hasEscape(bytes, start, end)
      ? (this.#byText.get(stringAt(bytes, start, end)) ?? NOWHERE)
      : NOWHERE;
  }
}

function isAt(bytes: Buffer, start: number, name: Buffer): boolean {
  for (let index = 0; index < name.length; index += 1) {
    if (bytes[start + index] !== name[index]) return false;
  }
  return true;
}

function hasEscape(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] === BACKSLASH) return true;
  return false;
}
