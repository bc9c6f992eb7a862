import { expect, it } from "vitest";
import { toEvent } from "../../src/event/scan-event.ts";
import { createEventRedactor } from "../../src/record/redact-event.ts";
import { toRecord } from "../../src/record/to-record.ts";
import { takePage } from "../../src/source/page-in-flight.ts";
import type { Question } from "../../src/source/question.ts";

const AT = Date.parse("2026-06-01T12:00:00Z");
const NOTHING_KNOWN = { gids: new Set<string>(), before: [] };
const CURSOR = { startAt: undefined, offset: undefined };
const QUESTION: Question = {
  kind: "stream",
  position: { ...CURSOR, endAt: undefined, limit: 100 },
  cursor: CURSOR,
  part: { fromAt: undefined, untilAt: undefined },
};

it("an event with any number of values to redact is taken", () => {
  const addresses = Array.from({ length: 200_000 }, (_, index) => `user-${index}@example.com`);
  const event = toEvent(JSON.stringify({ gid: "1", details: { addresses } }));
  const flight = takePage(
    { kind: "page", events: [event], offset: "next", receivedAt: AT, servedAt: AT },
    NOTHING_KNOWN,
    QUESTION,
    {
      redact: createEventRedactor(["email"]),
      toRecord: (each, observedAt) => toRecord(each, { profile: "otel", body: "json", observedAt }),
      toReadable: () => [],
    },
  );
  expect(flight.redactions).toHaveLength(addresses.length);
  expect(flight.events[0]?.text).not.toContain("@");
});
