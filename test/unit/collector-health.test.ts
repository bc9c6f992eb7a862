import { expect, it } from "vitest";
import { CollectorHealth } from "../../src/collector/collector-health.ts";
import { StorageError } from "../../src/lib/errors.ts";
import { Standing } from "../../src/otlp/standing.ts";
import { FakeClock } from "../support/fake-clock.ts";

const ASANA_EU = { id: 1, name: "asana-eu" };

/** Its store has these dead letters, until it is broken. */
function createHealth(counts: ReadonlyMap<number, number>) {
  const store = { counts, isBroken: false };
  const unused = (): never => {
    throw new Error("not of use here");
  };
  const clock = new FakeClock();
  const health = new CollectorHealth({
    settings: {
      health: { isExported: false, lagLimitMs: 1, silenceLimitMs: 1 },
      collector: ASANA_EU,
      batch: { maxRecords: 1, maxBytes: 1 },
    },
    storage: {
      incidents: { load: () => [], save: () => undefined },
      deadLetters: {
        counts() {
          if (store.isBroken) throw new StorageError("cannot read the dead letters: disk full");
          return store.counts;
        },
        list: unused,
        find: unused,
        remove: unused,
      },
      setAside: undefined,
    },
    clock,
    standing: new Standing({ clock, mostDeadPerHour: 1 }),
    redact: (text) => text,
    exporter: { send: unused },
    resource: {},
  });
  return { health, store };
}

it("the dead letters are counted from the beginning, and again at every regular check", async () => {
  const { health, store } = createHealth(new Map([[7, 2]]));
  expect(health.deadLetters).toEqual(new Map([[7, 2]]));
  store.counts = new Map([[7, 3]]);
  await health.check([]);
  expect(health.deadLetters).toEqual(new Map([[7, 3]]));
});

it("dead letters that cannot be counted are as many as they were last, and the store's trouble is told", async () => {
  const { health, store } = createHealth(new Map([[7, 2]]));
  store.isBroken = true;
  await health.check([]);
  expect(health.deadLetters).toEqual(new Map([[7, 2]]));
  expect(health.incidentsOf(undefined).open).toMatchObject([
    { trackerId: "FirstPartyGenericError", reason: expect.stringContaining("disk full") },
  ]);
});
