import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toEvent } from "../../src/event/scan-event.ts";
import { createEventRedactor } from "../../src/record/redact-event.ts";
import { toRecord } from "../../src/record/to-record.ts";

/** In every text that has to be hidden, and in no other. */
const SECRET = "zqj";
const RULES = ["saml_response", "email", "ip", "/details/hidden", "/pointed~1at/0"];
const MASK = '"[redacted]"';

/** A piece of JSON as anybody may write it, and as it has to be afterwards. */
interface Piece {
  readonly before: string;
  readonly after: string;
}

const same = (text: string): Piece => ({ before: text, after: text });
const hide = ({ before }: Piece): Piece => ({
  before,
  after: ["null", "true", "false"].includes(before) ? before : MASK,
});

const space = fc.string({ unit: fc.constantFrom(" ", "\n", "\t", "\r"), maxLength: 2 });

/** Each letter as it is, or escaped. */
function written(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(text, fc.infiniteStream(fc.boolean())).map(([plain, isEscaped]) => {
    const letters = Array.from({ length: plain.length }, (_, index) => {
      const code = plain.charCodeAt(index).toString(16).padStart(4, "0");
      return isEscaped.next().value === true ? `\\u${code}` : JSON.stringify(plain[index]).slice(1, -1);
    });
    return `"${letters.join("")}"`;
  });
}

const harmlessText = written(
  fc.string({ unit: fc.constantFrom(..."abcdefgABC _-/\\\"'\n{}[],", "é", "😀", "\u2028"), maxLength: 8 }),
);
const scalar = fc
  .oneof(
    harmlessText,
    fc.constantFrom("0", "-0", "-1.50e+3", "12345678901234567890", "1E400", "1.10", "[]", "{}"),
  )
  .map(same);
const literal = fc.constantFrom("null", "true", "false").map(same);

const secretText = written(
  fc.constantFrom(
    `${SECRET}@example.com`,
    `By ${SECRET} <${SECRET}@example.com>`,
    `https://example.com/?${SECRET}%40example.com`,
    `${SECRET} from 192.0.2.14`,
    `${SECRET} (2001:db8::51)`,
    `192.0.2.0/24 ${SECRET}`,
  ),
).map((text): Piece => ({ before: text, after: MASK }));

const harmlessName = written(
  fc.constantFrom("name", "gid2", "a b", "details", "context", "__proto__", "constructor", "", "hidden"),
);
const hidingName = written(
  fc.constantFrom("email", "new_email", "client_ip_address", "ip", "saml_response", "emails"),
);

function join(open: string, close: string) {
  return ([inner, pieces]: [string, readonly Piece[]]): Piece => ({
    before: open + (pieces.length === 0 ? inner : pieces.map(({ before }) => before).join(",")) + close,
    after: open + (pieces.length === 0 ? inner : pieces.map(({ after }) => after).join(",")) + close,
  });
}

function spaced(piece: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  return fc.tuple(space, piece, space).map(([left, { before, after }, right]) => ({
    before: left + before + right,
    after: left + after + right,
  }));
}

function member(name: fc.Arbitrary<string>, value: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  return fc.tuple(spaced(name.map(same)), spaced(value)).map(([key, { before, after }]) => ({
    before: `${key.before}:${before}`,
    after: `${key.after}:${after}`,
  }));
}

/** What a rule hides as a whole, whatever stands in it. */
const anything = fc.letrec<{ any: Piece }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    literal,
    secretText,
    fc.tuple(space, fc.array(spaced(tie("any")), { maxLength: 3 })).map(join("[", "]")),
    fc
      .tuple(space, fc.array(member(fc.oneof(harmlessName, hidingName), tie("any")), { maxLength: 3 }))
      .map(join("{", "}")),
  ),
})).any;

const { value } = fc.letrec<{ value: Piece }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    literal,
    secretText,
    fc.tuple(space, fc.array(spaced(tie("value")), { maxLength: 3 })).map(join("[", "]")),
    fc
      .tuple(
        space,
        fc.array(fc.oneof(member(harmlessName, tie("value")), member(hidingName, anything.map(hide))), {
          maxLength: 4,
        }),
      )
      .map(join("{", "}")),
  ),
}));

/** An object with some of the given members, in any order. */
function object(...members: readonly fc.Arbitrary<Piece>[]): fc.Arbitrary<Piece> {
  return fc
    .tuple(
      space,
      fc.shuffledSubarray([...members]).chain((some) => fc.tuple(...some)),
    )
    .map(join("{", "}"));
}

const named = (name: string): fc.Arbitrary<string> => written(fc.constant(name));
const notNull = (piece: Piece): Piece => ({
  before: piece.before,
  after: piece.before === "null" ? "null" : MASK,
});

/** An event with all that an event has, some of it where the rules look, some of it misplaced. */
const event = object(
  member(named("gid"), fc.constantFrom('"1209"', "1209", "12345678901234567890").map(same)),
  member(named("created_at"), fc.constantFrom('"2026-05-24T23:41:13.851Z"', '"never"').map(same)),
  member(named("event_type"), fc.constantFrom('"user_login_failed"', "null").map(same)),
  member(named("actor"), object(member(named("email"), anything.map(hide)), member(named("name"), value))),
  member(named("resource"), value),
  member(named("context"), object(member(named("client_ip_address"), secretText))),
  member(
    named("details"),
    fc.oneof(
      // Neither an object nor null: the pointers into it cannot be followed.
      fc
        .oneof(
          scalar.filter(({ before }) => before !== "{}"),
          secretText,
        )
        .map(notNull),
      object(member(named("hidden"), anything.map(notNull)), member(named("more"), value)),
    ),
  ),
  member(
    named("pointed/at"),
    fc.tuple(spaced(anything.map(notNull)), spaced(value)).map((pieces) => join("[", "]")(["", pieces])),
  ),
  member(
    harmlessName.filter((name) => JSON.parse(name) !== "details"),
    value,
  ),
);

describe("any event, however it is written", () => {
  const redact = createEventRedactor(RULES);

  it("has a mask wherever a rule hides something, and not another byte changed", () => {
    fc.assert(
      fc.property(event, ({ before, after }) => {
        const redacted = redact(toEvent(before));
        expect(redacted.event.text).toBe(after);
        expect(redacted.redactions.length > 0).toBe(before !== after);
      }),
      { numRuns: 3000 },
    );
  });

  it("has nothing that is hidden in its record, in any form", () => {
    fc.assert(
      fc.property(
        event,
        fc.constantFrom("otel", "sumologic"),
        fc.constantFrom("json", "map", "none"),
        ({ before }, profile, body) => {
          const redacted = redact(toEvent(before)).event;
          const { logRecord } = toRecord(redacted, { profile, body, observedAt: 0 });
          expect(redacted.bytes.toString()).not.toContain(SECRET);
          expect(JSON.stringify([logRecord.body, logRecord.attributes, logRecord.eventName])).not.toContain(
            SECRET,
          );
        },
      ),
      { numRuns: 1500 },
    );
  });
});

it("any JSON at all is redacted without an error, and is JSON again", () => {
  const redact = createEventRedactor(RULES);
  fc.assert(
    fc.property(
      fc.oneof(
        value.map(({ before }) => before),
        fc.json(),
      ),
      (text) => {
        const redacted = redact(toEvent(text)).event.text;
        expect(() => JSON.parse(redacted)).not.toThrow();
        expect(redacted).not.toMatch(/zqj@|zqj%40/);
      },
    ),
    { numRuns: 2000 },
  );
});
