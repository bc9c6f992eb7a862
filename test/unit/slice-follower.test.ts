import { describe, expect, it } from "vitest";
import { SliceFollower } from "../../src/source/slice-follower.ts";
import { Slots } from "../../src/source/slots.ts";
import type { Step } from "../../src/source/step.ts";

const { signal } = new AbortController();
const MORE: Step = { kind: "more", isProgress: true };
const FAILED: Step = {
  kind: "failed",
  failure: { errorType: "FirstPartyGeneric", message: "no", hint: "wait" },
};

/** One that makes these steps, with the only slot there is; `isHolding`: it has a page that cannot be read anew. */
function createWorld(steps: readonly Step[], isHolding = false) {
  const slots = new Slots(1);
  const left = [...steps];
  let stepped = 0;
  const step = async (): Promise<Step> => {
    stepped += 1;
    return left.shift() ?? MORE;
  };
  const inner = { step, letGo: () => !isHolding, progress: undefined as never };
  const follower = new SliceFollower(inner, { takeSlot: (aborted) => slots.take(1, aborted) });
  const isFree = async (): Promise<boolean> => {
    const leaving = new AbortController();
    const slot = slots.take(1, leaving.signal);
    leaving.abort();
    const taken = await slot;
    taken?.release();
    return taken !== undefined;
  };
  return { follower, slots, isFree, stepped: () => stepped };
}

describe("a slice", () => {
  it("keeps its slot from page to page", async () => {
    const { follower, isFree } = createWorld([MORE, MORE]);
    await follower.step(signal);
    expect(await isFree()).toBe(false);
    await follower.step(signal);
    expect(await isFree()).toBe(false);
    follower.end();
    expect(await isFree()).toBe(true);
  });

  it.each<[string, Step]>([
    ["has failed", FAILED],
    ["was read so far", { kind: "caughtUp", isOver: false }],
    ["was read to its end", { kind: "caughtUp", isOver: true }],
  ])("that %s gives its slot back, and goes on once it has one again", async (_, step) => {
    const { follower, slots, isFree, stepped } = createWorld([step]);
    expect(await follower.step(signal)).toBe(step);
    expect(await isFree()).toBe(true);
    const other = await slots.take(1, signal);
    const next = follower.step(signal);
    await new Promise(setImmediate);
    expect(stepped()).toBe(1);
    other?.release();
    expect(await next).toBe(MORE);
    expect(stepped()).toBe(2);
  });

  it("keeps its slot with a page that cannot be read anew, until it ends", async () => {
    const { follower, isFree } = createWorld([FAILED], true);
    await follower.step(signal);
    follower.pause();
    expect(await isFree()).toBe(false);
    follower.end();
    expect(await isFree()).toBe(true);
  });

  it("takes no step when it is aborted before there is a slot", async () => {
    const { follower, slots, isFree, stepped } = createWorld([]);
    const other = await slots.take(1, signal);
    const leaving = new AbortController();
    const step = follower.step(leaving.signal);
    leaving.abort();
    await step;
    expect(stepped()).toBe(0);
    other?.release();
    expect(await isFree()).toBe(true);
  });
});
