import { expect, it } from "vitest";
import { pollRestMs } from "../../src/source/poll-rest.ts";

const MINUTE_MS = 60_000;

it.each([
  [0, 4.5],
  [0.5, 5],
  [1 - Number.EPSILON, 5.5],
])("chance %d makes %d minutes of five", (random, minutes) => {
  expect(pollRestMs(5 * MINUTE_MS, random)).toBe(minutes * MINUTE_MS);
});

it("a thousand sources that rest together wake all over a minute", () => {
  const seconds = Array.from({ length: 1000 }, (_, index) =>
    Math.floor(pollRestMs(5 * MINUTE_MS, index / 1000) / 1000),
  );
  const busiest = Math.max(...seconds.map((second) => seconds.filter((other) => other === second).length));
  expect(busiest).toBeLessThan(20);
});
