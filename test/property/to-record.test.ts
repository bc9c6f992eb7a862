import { JsonLogsSerializer, ProtobufLogsSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider, type ReadableLogRecord } from "@opentelemetry/sdk-logs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toEvent } from "../../src/event/scan-event.ts";
import { type AuditRecord, type RecordOptions, toRecord } from "../../src/record/to-record.ts";
import { eventText } from "../support/event-text.ts";

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

const someOptions: fc.Arbitrary<RecordOptions> = fc.record({
  profile: fc.constantFrom("otel", "sumologic"),
  body: fc.constantFrom("json", "map", "none"),
  observedAt: fc.nat({ max: 4_000_000_000_000 }),
});

function emit({ logRecord }: AuditRecord): ReadableLogRecord {
  emitted = undefined;
  // The SDK copies own properties only.
  logger.emit({ ...logRecord, body: logRecord.body, attributes: logRecord.attributes ?? {} });
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
