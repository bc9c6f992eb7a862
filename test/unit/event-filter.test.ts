import { describe, expect, it } from "vitest";
import { toEvent } from "../../src/event/scan-event.ts";
import { createEventFilter, type EventFilter } from "../../src/record/event-filter.ts";

const EVENT = {
  gid: "1",
  event_type: "user_login_failed",
  event_category: "logins",
  actor: { actor_type: "user", gid: "11" },
  resource: { resource_type: "user", gid: "22" },
};

function passes(filter: Partial<EventFilter>, value: unknown = EVENT): boolean {
  const accepts = createEventFilter({ include: {}, exclude: {}, ...filter });
  return accepts(toEvent(JSON.stringify(value)));
}

describe.each([
  ["eventType", "user_login_failed"],
  ["eventCategory", "logins"],
  ["actorType", "user"],
  ["actorGid", "11"],
  ["resourceGid", "22"],
] as const)("a filter by %s", (field, value) => {
  it("passes an event with one of its values", () => {
    expect(passes({ include: { [field]: ["another", value] } })).toBe(true);
    expect(passes({ include: { [field]: ["another"] } })).toBe(false);
  });

  it("leaves an event out with one of the values it excludes", () => {
    expect(passes({ exclude: { [field]: ["another", value] } })).toBe(false);
    expect(passes({ exclude: { [field]: ["another"] } })).toBe(true);
  });
});

describe("a filter", () => {
  it("by several fields wants all of them, and excludes by any of them", () => {
    expect(passes({ include: { eventType: ["user_login_failed"], actorType: ["asana"] } })).toBe(false);
    expect(passes({ exclude: { eventType: ["task_deleted"], actorType: ["user"] } })).toBe(false);
  });

  it("leaves out what it includes and excludes", () => {
    const include = { eventCategory: ["logins"] };
    expect(passes({ include, exclude: { eventType: ["user_login_failed"] } })).toBe(false);
    expect(passes({ include, exclude: { eventType: ["user_logged_out"] } })).toBe(true);
  });

  it.each([
    ["is absent", {}],
    ["is null", { actor: { gid: null } }],
    ["has no part to be in", { actor: null }],
  ])("wants a field that %s: it fits nothing", (_what, event) => {
    expect(passes({ include: { actorGid: ["11"] } }, event)).toBe(false);
    expect(passes({ exclude: { actorGid: ["11"] } }, event)).toBe(true);
  });

  it.each([
    ["the event is no object", null],
    ["the event is a text", "11"],
    ["the event is a list", []],
    ["the part is a text", { actor: "11" }],
    ["the field is an object", { actor: { gid: { gid: "11" } } }],
    ["the field is a boolean", { actor: { gid: true } }],
  ])("decides nothing by a field that cannot be read, since %s", (_what, event) => {
    expect(passes({ include: { actorGid: ["11"] } }, event)).toBe(true);
    expect(passes({ exclude: { actorGid: ["11"] } }, event)).toBe(true);
  });

  it("knows a gid that is spelt as a number", () => {
    expect(passes({ include: { actorGid: ["11"] } }, { actor: { gid: 11 } })).toBe(true);
    expect(passes({ exclude: { actorGid: ["11"] } }, { actor: { gid: 11 } })).toBe(false);
  });
});
