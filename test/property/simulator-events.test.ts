import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENT_TYPES } from "../../src/simulator/event-types.ts";
import { createEventSource, type EventSource } from "../../src/simulator/events.ts";

const FIRST_AT = Date.parse("2026-03-01T00:00:00Z");
const LAST_AT = Date.parse("2026-06-01T00:00:00Z");

function createSource(seed: number, count = 10_000, workspaceGid = "1204094735693514"): EventSource {
  return createEventSource({ seed, workspaceGid, firstAt: FIRST_AT, lastAt: LAST_AT, count });
}

const seeds = fc.nat();
const indexes = fc.nat({ max: 9_999 });

describe("event number i", () => {
  it("is the same in every source of one seed, whatever was asked for before", () => {
    fc.assert(
      fc.property(seeds, fc.array(indexes, { maxLength: 5 }), indexes, (seed, asked, index) => {
        const source = createSource(seed);
        for (const other of asked) source.eventAt(other);
        expect(source.eventAt(index)).toEqual(createSource(seed).eventAt(index));
      }),
      { numRuns: 30 },
    );
  });

  it("never comes before its predecessor, nor outside the history's span", () => {
    fc.assert(
      fc.property(seeds, indexes, fc.integer({ min: 1, max: 10_000_000 }), (seed, index, count) => {
        const source = createSource(seed, count);
        const before = source.createdAt(Math.max(index - 1, 0) % count);
        const at = source.createdAt(index % count);
        if (index % count > 0) expect(at).toBeGreaterThanOrEqual(before);
        expect(at).toBeGreaterThanOrEqual(FIRST_AT);
        expect(at).toBeLessThanOrEqual(LAST_AT);
      }),
    );
  });

  it("has a gid of sixteen digits, above its predecessor's", () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 10_000_000 }), (seed, index) => {
        const source = createSource(seed);
        expect(source.gidAt(index)).toMatch(/^\d{16}$/);
        expect(source.gidAt(index + 1) > source.gidAt(index)).toBe(true);
      }),
    );
  });

  it("is the JSON of what it describes", () => {
    fc.assert(
      fc.property(seeds, indexes, (seed, index) => {
        const source = createSource(seed);
        const { gid, createdAt, text } = source.eventAt(index);
        const event: unknown = JSON.parse(text);
        expect(event).toEqual(source.describe(index));
        expect(event).toMatchObject({ gid, created_at: new Date(createdAt).toISOString() });
      }),
    );
  });
});

describe("a history", () => {
  const source = createSource(1);
  const events = Array.from({ length: 10_000 }, (_, index) => source.describe(index));

  it("shows all 128 event types within its first 400 events", () => {
    expect(EVENT_TYPES).toHaveLength(128);
    expect(new Set(EVENT_TYPES.map(({ name }) => name)).size).toBe(128);
    expect(new Set(events.slice(0, 400).map(({ event_type }) => event_type)).size).toBe(128);
  });

  it("shows all actor types, context types and authentication methods", () => {
    expect(new Set(events.map(({ actor }) => actor.actor_type)).size).toBe(5);
    expect(new Set(events.map(({ context }) => context.context_type)).size).toBe(7);
    const methods = new Set(events.map(({ context }) => context.api_authentication_method));
    expect(methods).toEqual(
      new Set([undefined, "cookie", "oauth", "personal_access_token", "service_account"]),
    );
  });

  it("has what is rare: null names, SAML responses, support on behalf of somebody, rules, apps, null values", () => {
    const rare = [
      events.filter(({ resource }) => resource.name === null),
      events.filter(({ details }) => String(details["saml_response"] ?? "").length > 1000),
      events.filter(({ context }) => Number.isSafeInteger(context.on_behalf_of_user_id)),
      events.filter(({ context }) => context.rule_name !== undefined),
      events.filter(({ context }) => context.oauth_app_name !== undefined),
      events.filter(({ resource }) => resource.resource_subtype !== undefined),
      events.filter(({ details }) => details["old_value"] === null),
      events.filter(({ resource }) => /[\u0100-\uffff]/.test(resource.name ?? "")),
      events.filter((event, at) => event.created_at === events[at - 1]?.created_at),
    ];
    for (const found of rare) expect(found.length).toBeGreaterThan(20);
  });

  it("has keys in Asana's order and names an actor only when it is a user", () => {
    const keys = "gid,created_at,event_type,event_category,actor,resource,details,context";
    for (const event of events) {
      expect(Object.keys(event).join()).toBe(keys);
      expect(event.actor.gid !== undefined).toBe(event.actor.actor_type === "user");
    }
  });

  it("holds no address and no domain that could be somebody's", () => {
    const text = JSON.stringify(events);
    const mailDomains = text.match(/(?<=@)[a-z0-9.-]+/g) ?? [];
    expect(new Set(mailDomains)).toEqual(new Set(["example.com", "guests.example.org"]));
    const addresses = events.flatMap(({ context }) => context.client_ip_address ?? []);
    for (const address of addresses) {
      expect(address).toMatch(/^(192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8:)/);
    }
  });

  it("averages 600 bytes an event", () => {
    const bytes = events.reduce((sum, event) => sum + Buffer.byteLength(JSON.stringify(event)), 0);
    expect(bytes / events.length).toBeGreaterThan(500);
    expect(bytes / events.length).toBeLessThan(700);
  });

  it("differs between seeds and between workspaces", () => {
    const first = source.eventAt(0).text;
    expect(createSource(2).eventAt(0).text).not.toBe(first);
    expect(createSource(1, 10_000, "77").eventAt(0).gid).not.toBe(source.eventAt(0).gid);
  });
});
