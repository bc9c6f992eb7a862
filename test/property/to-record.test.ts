import { JsonLogsSerializer, ProtobufLogsSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider, type ReadableLogRecord } from "@opentelemetry/sdk-logs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitPage } from "../../src/asana/page.ts";
import type { RawEvent } from "../../src/record/profile.ts";
import { type AuditRecord, type RecordOptions, toRecord } from "../../src/record/to-record.ts";

/** The last record emitted, as the real SDK holds it. */
let emitted: ReadableLogRecord | undefined;
const provider = new LoggerProvider({
  resource: resourceFromAttributes({ _source: "property test" }),
  logRecordLimits: { attributeCountLimit: Number.POSITIVE_INFINITY },
  processors: [
    {
      onEmit: (record) => {
        emitted = record;
      },
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    },
  ],
});
const logger = provider.getLogger("property test");

const name = fc.oneof(
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom("__proto__", "constructor", "toString", "length", "gid", "type", "actor.type", ""),
);

/** JSON text of any value, with the numbers and names that are hard to carry. */
const { json: anyJson } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.bigInt().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom(
      "1e400",
      "-1e400",
      "1e30",
      "9223372036854775808",
      "-0",
      "null",
      '"\\ud800"',
      '"x\\udfffy"',
    ),
    fc.array(tie("json"), { maxLength: 4 }).map((parts) => `[${parts.join(",")}]`),
    fc.array(fc.tuple(name, tie("json")), { maxLength: 4 }).map(toObjectText),
    fc.integer({ min: 1, max: 30 }).map((depth) => `${'{"in":['.repeat(depth)}1${"]}".repeat(depth)}`),
  ),
}));

function toObjectText(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
}

/** An object of which each known field is absent, as documented, or anything. */
function part(documented: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<string> {
  const fields = Object.entries(documented).map(([key, text]) =>
    fc.oneof(text, anyJson, fc.constant(undefined)).map((value) => [key, value] as const),
  );
  return fc
    .tuple(fc.tuple(...fields), fc.array(fc.tuple(name, anyJson), { maxLength: 3 }))
    .map(([known, unknown]) =>
      toObjectText([...known.flatMap(([k, v]) => (v === undefined ? [] : [[k, v] as const])), ...unknown]),
    );
}

const quoted = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  text.map((value) => JSON.stringify(value));
const word = quoted(fc.string({ unit: "binary" }));
const eventText = fc.oneof(
  anyJson,
  part({
    gid: word,
    created_at: quoted(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
    event_type: quoted(fc.constantFrom("task_deleted", "user_login_failed")),
    event_category: word,
    actor: part({ actor_type: word, gid: word, name: word, email: word }),
    resource: part({
      resource_type: word,
      resource_subtype: word,
      gid: word,
      name: fc.constant("null"),
      email: word,
    }),
    details: part({ old_value: anyJson, method: fc.constant('["SAML"]') }),
    context: part({
      context_type: word,
      api_authentication_method: word,
      client_ip_address: word,
      user_agent: word,
      oauth_app_name: word,
      rule_name: word,
      on_behalf_of_user_id: fc.bigInt().map(String),
    }),
  }),
);

const someOptions: fc.Arbitrary<RecordOptions> = fc.record({
  profile: fc.constantFrom("otel", "sumologic"),
  body: fc.constantFrom("json", "map", "none"),
  observedAt: fc.nat({ max: 4_000_000_000_000 }),
});

/** As the receiver gets it: cut out of a page. */
function toEvent(text: string): RawEvent {
  const page = splitPage(`{"data":[${text}]}`);
  const event = page.kind === "page" ? page.events[0] : undefined;
  if (event === undefined) throw new Error("the generator wrote no JSON");
  return event;
}

function emit({ logRecord }: AuditRecord): ReadableLogRecord {
  emitted = undefined;
  logger.emit(logRecord);
  if (emitted === undefined) throw new Error("the SDK dropped the record");
  return emitted;
}

/** What an endpoint that reads int64 and Unicode strictly would refuse. */
function findRefusable(text: string): string[] {
  const found: string[] = [];
  JSON.parse(text, (key, value: unknown) => {
    if (key === "intValue" && !Number.isSafeInteger(value)) found.push(`intValue ${value}`);
    if (key === "doubleValue" && typeof value !== "number") found.push(`doubleValue ${value}`);
    if (key.endsWith("UnixNano") && !/^\d{1,19}$/.test(String(value))) found.push(`${key} ${value}`);
    if (typeof value === "string" && !value.isWellFormed()) found.push("half a surrogate pair");
    return value;
  });
  return found;
}

describe("any event, in any form", () => {
  it("becomes a record of which the SDK loses nothing and that both encodings can carry", () => {
    fc.assert(
      fc.property(eventText, someOptions, (text, options) => {
        const record = toRecord(toEvent(text), options);
        const readable = emit(record);
        expect(readable.attributes).toStrictEqual(record.logRecord.attributes);
        expect(readable.body).toStrictEqual(record.logRecord.body);
        expect(
          findRefusable(new TextDecoder().decode(JsonLogsSerializer.serializeRequest([readable]))),
        ).toEqual([]);
        expect(ProtobufLogsSerializer.serializeRequest([readable])?.length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
  });

  it("is in its record whole: as its own text, or else with every word and number", () => {
    fc.assert(
      fc.property(eventText, someOptions, (text, options) => {
        const event = toEvent(text);
        const { logRecord, createdAt } = toRecord(event, options);
        if (options.profile === "sumologic" || options.body === "json") {
          expect(logRecord.body).toBe(text);
          return;
        }
        const carried = JSON.stringify([
          logRecord.body,
          logRecord.attributes,
          createdAt === undefined ? null : new Date(createdAt),
        ]);
        for (const leaf of leavesOf(event.value)) expect(carried).toContain(leaf);
      }),
      { numRuns: 3000 },
    );
  });

  it("has a name, a time and a severity", () => {
    fc.assert(
      fc.property(eventText, someOptions, (text, options) => {
        const { logRecord, createdAt } = toRecord(toEvent(text), options);
        expect(logRecord.eventName).toMatch(/^asana\.audit\../s);
        expect(logRecord.severityNumber).toBeOneOf([9, 13]);
        expect(createdAt === undefined || Number.isSafeInteger(createdAt)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

/** The words and numbers of a value that stand alike in its JSON text and in the text within a text. */
function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return value.split(/[^a-zA-Z0-9 .:-]/);
  if (typeof value === "number")
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? [String(value)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}
