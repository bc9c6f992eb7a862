import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { type Slot, Slots } from "../../src/source/slots.ts";

/** Some slots, and who has got one so far, in this order; those of one source, unless a name begins with its number. */
function createWorld(count: number) {
  const slots = new Slots(count);
  const got: string[] = [];
  const held = new Map<string, Slot>();
  const take = (name: string, { signal } = new AbortController()): Promise<Slot | undefined> => {
    const taken = slots.take(Number.parseInt(name, 10) || 0, signal);
    void taken.then((slot) => {
      if (slot === undefined) return;
      got.push(name);
      held.set(name, slot);
    });
    return taken;
  };
  const settle = (): Promise<void> => new Promise(setImmediate);
  return { got, take, settle, release: (name: string) => held.get(name)?.release() };
}

it("gives no more slots than there are, in the order of asking", async () => {
  const { got, take, settle, release } = createWorld(2);
  for (const name of ["a", "b", "c", "d"]) void take(name);
  await settle();
  expect(got).toEqual(["a", "b"]);
  release("b");
  void take("e");
  await settle();
  expect(got).toEqual(["a", "b", "c"]);
  release("a");
  release("c");
  await settle();
  expect(got).toEqual(["a", "b", "c", "d", "e"]);
});

it("lets sources take turns, however much one of them asks for", async () => {
  const { got, take, settle, release } = createWorld(1);
  for (const name of ["1a", "1b", "1c", "1d", "2a", "2b", "3a"]) void take(name);
  for (const name of ["1a", "1b", "2a", "3a", "1c", "2b"]) {
    await settle();
    release(name);
  }
  await settle();
  expect(got).toEqual(["1a", "1b", "2a", "3a", "1c", "2b", "1d"]);
});

it("counts a slot that is given back twice once", async () => {
  const { got, take, settle, release } = createWorld(1);
  for (const name of ["a", "b", "c"]) void take(name);
  await settle();
  release("a");
  release("a");
  await settle();
  expect(got).toEqual(["a", "b"]);
});

it("gives none to who does not want it any more", async () => {
  const { got, take, settle, release } = createWorld(1);
  const leaving = new AbortController();
  void take("a");
  const left = take("b", leaving);
  void take("c");
  leaving.abort();
  expect(await left).toBeUndefined();
  expect(await take("d", leaving)).toBeUndefined();
  release("a");
  await settle();
  expect(got).toEqual(["a", "c"]);
  release("c");
  void take("e");
  await settle();
  expect(got).toEqual(["a", "c", "e"]);
});

it("keeps a slot that was given in the very moment its signal aborts", async () => {
  const { got, take, settle, release } = createWorld(1);
  const leaving = new AbortController();
  void take("a");
  void take("b", leaving);
  await settle();
  release("a");
  leaving.abort();
  void take("c");
  await settle();
  expect(got).toEqual(["a", "b"]);
  release("b");
  await settle();
  expect(got).toEqual(["a", "b", "c"]);
});

it("leaves nothing behind at a signal that lives for long", async () => {
  const { take, release } = createWorld(1);
  const source = new AbortController();
  await take("a", source);
  const taken = take("b", source);
  release("a");
  await taken;
  expect(getEventListeners(source.signal, "abort")).toEqual([]);
});
