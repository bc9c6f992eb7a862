import { describe, expect, it } from "vitest";
import { Health } from "../../src/health/health.ts";
import { toHealthEvents } from "../../src/health/health-event.ts";
import type { Incident, Resource } from "../../src/health/incident.ts";
import type { IncidentStore } from "../../src/health/incident-store.ts";
import { StorageError } from "../../src/lib/errors.ts";
import { FakeClock } from "../support/fake-clock.ts";

const ACME: Resource = { type: "SourceResource", id: 0x679181f, name: "Acme" };
const COLLECTOR: Resource = { type: "CollectorResource", id: 0x641a117, name: "asana-eu" };
const FOUND = { reason: "Asana answered 401", hint: "Check the token." };
const HOUR_MS = 3_600_000;

/** A store that keeps what it is given, unless it is told to fail. */
function createStore(loaded: readonly Incident[] = []) {
  const saved = new Map<string, Incident>();
  const store = {
    isBroken: false,
    saved,
    load: () => loaded,
    save(incidents: readonly Incident[]) {
      if (store.isBroken) throw new StorageError("disk full");
      for (const incident of incidents) saved.set(incident.openedEventId, incident);
    },
  };
  return store satisfies IncidentStore;
}

function createHealth(store = createStore()) {
  const clock = new FakeClock(Date.parse("2026-06-01T12:00:00Z"));
  let changes = 0;
  const redact = (text: string): string => text.replaceAll("secret", "[redacted]");
  const onChange = (): void => {
    changes += 1;
  };
  const health = new Health({ store, clock, redact, onChange });
  return { health, clock, store, changes: () => changes };
}

describe("a problem", () => {
  it("opens one incident, which counts what repeats and keeps the latest words", () => {
    const { health, clock, changes } = createHealth();
    health.raise(ACME, "ThirdPartyConfigError", FOUND);
    clock.advance(5000);
    health.raise(ACME, "ThirdPartyConfigError", { ...FOUND, reason: "Asana answered 403" });
    expect(health.open).toEqual([
      expect.objectContaining({ count: 2, reason: "Asana answered 403", trackerId: "ThirdPartyConfigError" }),
    ]);
    const [incident] = health.open;
    expect((incident?.lastAt ?? 0) - (incident?.openedAt ?? 0)).toBe(5000);
    expect(changes()).toBe(1);
  });

  it("that is looked for again and again is one, seen last at the last look, and stored again only with other words", () => {
    const { health, clock, store } = createHealth();
    const look = (reason: string): void => {
      clock.advance(60_000);
      health.sustain(ACME, "NoEventsWarning", { ...FOUND, reason });
    };
    look("No event since noon");
    health.flush();
    store.saved.clear();
    look("No event since noon");
    health.flush();
    expect(store.saved.size).toBe(0);
    const [incident] = health.open;
    expect(incident).toMatchObject({ count: 1, lastAt: clock.now() });
    expect((incident?.lastAt ?? 0) - (incident?.openedAt ?? 0)).toBe(60_000);
    look("No event since one o'clock");
    health.flush();
    expect([...store.saved.values()]).toEqual(health.open);
    expect(health.open).toMatchObject([{ count: 1, reason: "No event since one o'clock" }]);
  });

  it("is another one at another source, for another tracker and for another part", () => {
    const { health } = createHealth();
    health.raise(ACME, "ConfigWarning", FOUND);
    health.raise({ ...ACME, id: 2 }, "ConfigWarning", FOUND);
    health.raise(ACME, "EventLagWarning", FOUND);
    health.raise(COLLECTOR, "ConfigWarning", FOUND, "a.json");
    health.raise(COLLECTOR, "ConfigWarning", FOUND, "b.json");
    expect(health.open).toHaveLength(5);
    health.clear(COLLECTOR, "ConfigWarning", "a.json");
    expect(health.open).toHaveLength(4);
  });

  it("that is over closes its incident, and is a new one when it comes back", () => {
    const { health, clock } = createHealth();
    health.raise(ACME, "FirstPartyGenericError", FOUND);
    clock.advance(1000);
    health.clear(ACME, "FirstPartyGenericError");
    health.clear(ACME, "FirstPartyGenericError");
    expect(health.open).toEqual([]);
    expect(health.closed).toEqual([expect.objectContaining({ closedAt: clock.now() })]);
    health.raise(ACME, "FirstPartyGenericError", FOUND);
    expect(health.open).toHaveLength(1);
    expect(health.closed).toHaveLength(1);
  });

  it("that nobody ends is over when it was not seen for as long as its tracker says", () => {
    const { health, clock } = createHealth();
    health.raise(ACME, "RecordsRejectedWarning", FOUND);
    health.raise(ACME, "ThirdPartyGenericError", FOUND);
    clock.advance(HOUR_MS - 1);
    health.endQuiet();
    expect(health.open).toHaveLength(2);
    clock.advance(1);
    health.endQuiet();
    expect(health.open.map(({ trackerId }) => trackerId)).toEqual(["ThirdPartyGenericError"]);
  });

  it("goes with its source", () => {
    const { health } = createHealth();
    health.raise(ACME, "ThirdPartyGenericError", FOUND);
    health.raise({ ...ACME, id: 2 }, "ThirdPartyGenericError", FOUND);
    health.raise(COLLECTOR, "SourceLimitWarning", FOUND);
    health.retain(COLLECTOR.id, new Set([2]));
    expect(health.open.map(({ resource }) => resource.id)).toEqual([2, COLLECTOR.id]);
    health.retain(COLLECTOR.id + 1, new Set([2]));
    expect(health.open.map(({ resource }) => resource.id)).toEqual([2]);
  });

  it("is told without secrets", () => {
    const { health } = createHealth();
    health.raise(ACME, "ConfigWarning", { reason: "token secret", hint: "not secret" });
    expect(JSON.stringify(health.open)).not.toContain("secret");
  });
});

describe("the store of incidents", () => {
  it("gets each in its latest form, also what it could not take before", () => {
    const { health, store } = createHealth();
    store.isBroken = true;
    health.raise(ACME, "FirstPartyGenericError", FOUND);
    health.flush();
    expect(store.saved.size).toBe(0);
    health.clear(ACME, "FirstPartyGenericError");
    store.isBroken = false;
    health.flush();
    expect([...store.saved.values()]).toEqual(health.closed);
  });

  it("gives back what was open, which goes on, and what is over", () => {
    const before = createHealth();
    before.health.raise(ACME, "ThirdPartyConfigError", FOUND);
    before.health.raise(ACME, "EventLagWarning", FOUND);
    before.health.clear(ACME, "EventLagWarning");
    before.health.flush();
    const { health } = createHealth(createStore([...before.store.saved.values()]));
    health.raise(ACME, "ThirdPartyConfigError", FOUND);
    expect(health.open).toEqual([{ ...before.health.open[0], count: 2, lastAt: expect.any(Number) }]);
    expect(health.closed).toEqual(before.health.closed);
  });
});

describe("the export of health events", () => {
  it("has each beginning and each end to send until they are acknowledged", () => {
    const { health } = createHealth();
    health.raise(ACME, "ThirdPartyGenericError", FOUND);
    health.raise(ACME, "EventLagWarning", FOUND);
    health.clear(ACME, "EventLagWarning");
    const given = health.unexported;
    expect(given).toHaveLength(2);
    // It ends while its beginning is under way.
    health.clear(ACME, "ThirdPartyGenericError");
    health.markExported(given);
    expect(health.unexported).toEqual([
      expect.objectContaining({ trackerId: "ThirdPartyGenericError", exported: "opened" }),
    ]);
    health.markExported(health.unexported);
    expect(health.unexported).toEqual([]);
  });

  it("does not take a problem that has come back for the one whose events were under way", () => {
    const { health } = createHealth();
    health.raise(ACME, "ThirdPartyGenericError", FOUND);
    const given = health.unexported;
    health.clear(ACME, "ThirdPartyGenericError");
    health.raise(ACME, "ThirdPartyGenericError", FOUND);
    health.markExported(given);
    expect(health.unexported).toEqual([
      expect.objectContaining({ closedAt: expect.any(Number), exported: "opened" }),
      expect.objectContaining({ closedAt: undefined, exported: "none" }),
    ]);
  });
});

describe("a health event", () => {
  it("has Sumo Logic's form", () => {
    const { health, clock } = createHealth();
    health.raise(ACME, "ThirdPartyConfigError", FOUND);
    clock.advance(1234);
    health.clear(ACME, "ThirdPartyConfigError");
    const [incident] = health.closed;
    if (incident === undefined) throw new Error("nothing was closed");
    const same = {
      eventType: "Health-Change",
      severityLevel: "Error",
      accountId: "0000000000000000",
      eventFormatVersion: "1.0",
      subsystem: "Collection",
      resourceIdentity: {
        collectorId: "000000000641A117",
        collectorName: "asana-eu",
        id: "000000000679181F",
        name: "Acme",
        type: "SourceResource",
      },
    };
    const details = { trackerId: "ThirdPartyConfigError", name: "Asana refuses the configuration" };
    expect(toHealthEvents(incident, COLLECTOR)).toEqual([
      {
        ...same,
        status: "UnHealthy",
        details: { ...details, description: "Asana answered 401. Check the token." },
        eventId: incident.openedEventId,
        eventName: "TrackerUnHealthy",
        eventTime: "2026-06-01T12:00:00.000Z",
      },
      {
        ...same,
        status: "Healthy",
        details: { ...details, description: "Over; it was seen once: Asana answered 401" },
        eventId: incident.closedEventId,
        eventName: "TrackerHealthy",
        eventTime: "2026-06-01T12:00:01.234Z",
      },
    ]);
  });

  it("of the Collector itself names no other Collector", () => {
    const { health } = createHealth();
    health.raise(COLLECTOR, "SourceLimitWarning", FOUND);
    const [event] = health.open.flatMap((incident) => toHealthEvents(incident, COLLECTOR));
    expect(event?.resourceIdentity).toEqual({
      id: "000000000641A117",
      name: "asana-eu",
      type: "CollectorResource",
    });
    expect(event?.severityLevel).toBe("Warning");
  });
});
