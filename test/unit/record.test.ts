import { SeverityNumber } from "@opentelemetry/api-logs";
import { describe, expect, it } from "vitest";
import { toEvent } from "../../src/event/scan-event.ts";
import { severityOf } from "../../src/record/severity.ts";
import { type AuditRecord, type RecordOptions, toRecord } from "../../src/record/to-record.ts";

const OPTIONS: RecordOptions = { profile: "otel", body: "json", observedAt: 1_780_000_000_500 };

function recordOf(value: unknown, options: Partial<RecordOptions> = {}): AuditRecord {
  return toRecord(toEvent(JSON.stringify(value)), { ...OPTIONS, ...options });
}

const GOOD = { gid: "1", created_at: "2026-01-01T00:00:00.001Z", event_type: "task_deleted" };

describe("a record", () => {
  it("keeps nanoseconds, and gives milliseconds for the receiver's own use", () => {
    const { logRecord, createdAt } = recordOf({ ...GOOD, created_at: "2026-01-01T00:00:00.001999999Z" });
    expect(logRecord.timestamp).toEqual([1_767_225_600, 1_999_999]);
    expect(createdAt).toBe(1_767_225_600_001);
  });

  it("has a time although it is written with an escape", () => {
    const text = JSON.stringify(GOOD).replace("2026-", "2026\\u002d");
    expect(toRecord(toEvent(text), OPTIONS).createdAt).toBe(1_767_225_600_001);
  });

  it.each([["never"], [1_780_000_000_000], [null], ["3000-01-01T00:00:00Z"]])(
    "has the observed time where created_at is %j",
    (created) => {
      const { logRecord, createdAt, repairs } = recordOf({ ...GOOD, created_at: created });
      expect(logRecord.timestamp).toEqual([1_780_000_000, 500_000_000]);
      expect(createdAt).toBeUndefined();
      expect(repairs).toBe(1);
    },
  );

  it.each([[undefined], [null], [""], [5]])(
    "has the name of an unknown event where event_type is %j",
    (eventType) => {
      const { logRecord, repairs } = recordOf({ ...GOOD, event_type: eventType }, { profile: "sumologic" });
      expect(logRecord.eventName).toBe("asana.audit.unknown");
      expect(repairs).toBe(1);
    },
  );

  it("has no severity text, which events leave to their number", () => {
    expect(recordOf(GOOD).logRecord).not.toHaveProperty("severityText");
  });

  it("is made of what is not an object, too", () => {
    expect(recordOf(5, { body: "none" }).logRecord.attributes).toEqual({ "asana.unmapped": 5 });
    expect(recordOf(null).logRecord.body).toBe("null");
    expect(recordOf([GOOD], { body: "map" }).logRecord.body).toEqual([GOOD]);
  });
});

describe("a gid", () => {
  it.each([
    ["a text", "120", "120"],
    ["a number", 120, "120"],
    ["absent", undefined, undefined],
    ["null", null, undefined],
    ["empty", "", undefined],
    ["an object", {}, undefined],
    ["a number that no double holds", 2 ** 60, "1152921504606847000"],
    ["half a surrogate pair", "\ud800", undefined],
  ])("that is %s identifies the event only when it can", (_what, gid, expected) => {
    const record = recordOf({ ...GOOD, gid });
    expect(record.gid).toBe(expected);
    expect(record.logRecord.attributes?.["log.record.uid"]).toBe(expected);
  });

  it("that identifies nothing is not lost without a body", () => {
    expect(recordOf({ ...GOOD, gid: { a: 1 } }, { body: "none" }).logRecord.attributes).toMatchObject({
      "asana.unmapped": { gid: { a: 1 } },
    });
  });
});

describe("without a body", () => {
  it("nothing is unmapped of an event that is known throughout", () => {
    const event = { ...GOOD, actor: { gid: "2" }, resource: null, details: {}, context: {} };
    expect(recordOf(event, { body: "none" }).logRecord.attributes).toEqual({
      "log.record.uid": "1",
      "asana.event.type": "task_deleted",
      "user.id": "2",
      "asana.details": {},
    });
  });

  it("an unknown field cannot take a known attribute's place", () => {
    const event = { ...GOOD, actor: { gid: "2", type: "new" }, "actor.type": "other", "event.type": "x" };
    expect(recordOf(event, { body: "none" }).logRecord.attributes).toEqual({
      "log.record.uid": "1",
      "asana.event.type": "task_deleted",
      "user.id": "2",
      "asana.unmapped": { actor: { type: "new" }, "actor.type": "other", "event.type": "x" },
    });
  });

  it("an unreadable time is kept as it was", () => {
    expect(recordOf({ ...GOOD, created_at: "soon" }, { body: "none" }).logRecord.attributes).toMatchObject({
      "asana.unmapped": { created_at: "soon" },
    });
  });

  it("a key that the SDK would lose is kept in the map's text", () => {
    const event: unknown = JSON.parse('{"gid":"1","__proto__":{"admin":true},"actor":{"__proto__":1}}');
    expect(recordOf(event, { body: "none" }).logRecord.attributes).toMatchObject({
      "asana.unmapped": '{"__proto__":{"admin":true},"actor":{"__proto__":1}}',
    });
  });
});

describe("severity", () => {
  it.each([
    ["user_login_failed", SeverityNumber.WARN],
    ["anything_that_failed", SeverityNumber.WARN],
    ["workspace_ip_allowlist_disabled", SeverityNumber.WARN],
    ["user_workspace_admin_role_changed", SeverityNumber.WARN],
    ["workspace_require_two_factor_auth_enabled", SeverityNumber.INFO],
    ["user_login_succeeded", SeverityNumber.INFO],
    ["toString", SeverityNumber.INFO],
  ])("of %s is %d", (eventType, severity) => {
    expect(severityOf(eventType)).toBe(severity);
  });
});
