import { expect, it } from "vitest";
import { Backfill } from "../../src/source/backfill.ts";
import type { LaneEnd } from "../../src/source/lane.ts";
import type { Slice } from "../../src/source/ports.ts";
import { SliceFollower } from "../../src/source/slice-follower.ts";

/** Slices that are begun and ended by hand, with a place for so many. */
function createWorld(streams: number) {
  const begun: number[] = [];
  const held = new Map<
    number,
    { readonly end: (end: LaneEnd | undefined) => void; readonly rest: () => void }
  >();
  const inner = {
    step: () => Promise.reject(new Error("not of use here")),
    letGo: () => true,
    progress: undefined as never,
  };
  const backfill = new Backfill(() => new SliceFollower(inner, { takeSlot: async () => undefined }), streams);
  const slices: Slice[] = [1, 2, 3, 4, 5].map((id) => ({
    id,
    startAt: id,
    endAt: id + 1,
    frontier: { readTo: undefined, knownSince: undefined },
    beganAt: 0,
    newestEventAt: undefined,
    isOver: false,
  }));
  const result = backfill.run(slices, ({ id }, _follower, rest) => {
    begun.push(id);
    return new Promise((end) => held.set(id, { end, rest }));
  });
  const settle = (): Promise<void> => new Promise(setImmediate);
  return { begun, held, result, settle };
}

it("slices are begun from the oldest on, each one when another has ended", async () => {
  const { begun, held, settle } = createWorld(2);
  expect(begun).toEqual([1, 2]);
  held.get(2)?.end("over");
  await settle();
  expect(begun).toEqual([1, 2, 3]);
});

it("a slice that rests makes room once for the youngest one, and is still waited for", async () => {
  const { begun, held, result, settle } = createWorld(1);
  held.get(1)?.rest();
  await settle();
  held.get(1)?.rest();
  await settle();
  expect(begun).toEqual([1, 5]);
  held.get(5)?.end("over");
  await settle();
  expect(begun).toEqual([1, 5, 2]);
  for (const id of [2, 3, 4]) {
    held.get(id)?.end("over");
    await settle();
  }
  held.get(1)?.end("failed");
  expect(await result).toBe(false);
});

it("no slice is begun after an interruption", async () => {
  const { begun, held, result } = createWorld(2);
  held.get(1)?.end(undefined);
  held.get(2)?.end(undefined);
  expect(await result).toBe(true);
  expect(begun).toEqual([1, 2]);
});
