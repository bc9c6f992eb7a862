import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/event/fields.ts";
import { scanEvent, toEvent } from "../../src/event/scan-event.ts";
import { endOfValue } from "../../src/lib/json-scan.ts";
import { anyJson, eventText } from "../support/event-text.ts";
import { isJson } from "../support/is-json.ts";

/** Texts that are JSON, and texts that are so but for a character. */
const nearlyJson = fc
  .tuple(
    fc.oneof(anyJson, eventText),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    fc.constantFrom(...'{}[]",:\\ -+.0019eEtfnu/\u0000\t\n\u00e9\u{1f600}'),
    fc.constantFrom("insert", "replace", "remove", "leave"),
  )
  .map(([text, part, character, deed]) => {
    if (deed === "leave") return text;
    const at = Math.floor(text.length * part);
    return (
      text.slice(0, at) + (deed === "remove" ? "" : character) + text.slice(deed === "insert" ? at : at + 1)
    );
  });

/** What a member says that null or the wrong owner makes absent. */
function fieldOf(event: unknown, path: string): unknown {
  const value = path.split(".").reduce<unknown>((owner, name) => {
    const isMap = typeof owner === "object" && owner !== null && !Array.isArray(owner);
    return isMap && Object.hasOwn(owner, name) ? Reflect.get(owner, name) : undefined;
  }, event);
  return value ?? undefined;
}

const PARTS = [
  ...new Set(FIELDS.filter((path) => path.includes(".")).map((path) => path.split(".")[0] ?? "")),
];

function isOdd(part: unknown): boolean {
  return part !== undefined && (typeof part !== "object" || Array.isArray(part));
}

describe("any text", () => {
  it("is JSON to the scanner when it is to the engine, and only then", () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        const bytes = Buffer.from(text.trim());
        // Half a surrogate pair is no UTF-8.
        const read = bytes.toString();
        expect(endOfValue(bytes, 0) === bytes.length).toBe(isJson(read));
        expect(scanEvent(bytes, 0)?.end === bytes.length).toBe(isJson(read));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe("any event", () => {
  it("says in its fields what it says as a whole", () => {
    fc.assert(
      fc.property(eventText, (text) => {
        const event = toEvent(text);
        expect(event.text).toBe(text);
        const { value } = event;
        expect(event.oddParts).toBe(PARTS.filter((part) => isOdd(fieldOf(value, part))).length);
        for (const field of FIELDS) {
          // toStrictEqual trips over an own `constructor`.
          expect(isDeepStrictEqual(event.field(field), fieldOf(value, field)), field).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
