import { describe, expect, it } from "vitest";
import { Standing } from "../../src/otlp/standing.ts";
import { FakeClock } from "../support/fake-clock.ts";

const MINUTE_MS = 60_000;

function createWorld({ refused = 0, mostDeadPerHour = 2 } = {}) {
  const clock = new FakeClock();
  const standing = new Standing({ clock, mostDeadPerHour });
  const refuse = (times: number): void => {
    for (let each = 0; each < times; each++) standing.noteRefused();
  };
  refuse(refused);
  return { clock, standing, refuse };
}

describe("an endpoint", () => {
  it("that refuses much is searched no more, and then asked at 30 requests a minute", () => {
    const { clock, standing, refuse } = createWorld({ refused: 19 });
    expect(standing.maySearch).toBe(true);
    refuse(1);
    expect(standing.maySearch).toBe(false);
    expect(standing.pauseMs).toBe(0);
    refuse(20);
    expect(standing.pauseMs).toBe(2000);
    clock.advance(2000);
    expect(standing.pauseMs).toBe(0);
    refuse(1);
    expect(standing.pauseMs).toBe(2000);
    clock.advance(MINUTE_MS);
    refuse(29);
    expect(standing.pauseMs).toBe(0);
    refuse(1);
    expect(standing.pauseMs).toBe(2000);
  });

  it("that takes a request may refuse four more", () => {
    const { standing } = createWorld({ refused: 44 });
    expect(standing.pauseMs).toBe(10_000);
    standing.noteTaken();
    expect(standing.pauseMs).toBe(2000);
    standing.noteTaken();
    expect(standing.pauseMs).toBe(0);
    for (let each = 0; each < 10; each++) standing.noteTaken();
    expect(standing.maySearch).toBe(true);
  });

  it("is never asked to wait longer than it takes to make up for the latest refusals, whatever the clock does", () => {
    const { clock, standing } = createWorld({ refused: 1000 });
    const { pauseMs } = standing;
    expect(pauseMs).toBe(82_000);
    clock.jump(-60 * MINUTE_MS);
    expect(standing.pauseMs).toBe(pauseMs);
    clock.advance(pauseMs);
    expect(standing.pauseMs).toBe(0);
  });
});

describe("dead letters after refusals that may pass", () => {
  it("are as many in an hour as the setting says", () => {
    const { clock, standing } = createWorld();
    expect([standing.noteDead(), standing.noteDead(), standing.noteDead()]).toEqual([true, true, false]);
    clock.advance(60 * MINUTE_MS - 1);
    expect(standing.noteDead()).toBe(false);
    clock.advance(1);
    expect([standing.noteDead(), standing.noteDead(), standing.noteDead()]).toEqual([true, true, false]);
  });

  it("can be forbidden", () => {
    expect(createWorld({ mostDeadPerHour: 0 }).standing.noteDead()).toBe(false);
  });
});
