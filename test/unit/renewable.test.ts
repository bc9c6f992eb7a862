import { expect, it } from "vitest";
import { createRenewable } from "../../src/lib/renewable.ts";

function start() {
  const closed: string[] = [];
  const renewable = createRenewable("first", async (each) => {
    closed.push(each);
  });
  const held = Promise.withResolvers<void>();
  const work = renewable.use(async (current) => {
    await held.promise;
    return current;
  });
  return { closed, renewable, release: held.resolve, work };
}

it("what is in use is closed only when its work has ended, and new work uses the new one", async () => {
  const { closed, renewable, release, work } = start();
  renewable.renew("second");
  expect(await renewable.use(async (current) => current)).toBe("second");
  expect(closed).toEqual([]);
  release();
  expect(await work).toBe("first");
  expect(closed).toEqual(["first"]);
});

it("what nobody uses is closed at once", () => {
  const { closed, renewable } = start();
  renewable.renew("second");
  renewable.renew("third");
  expect(closed).toEqual(["second"]);
});

it("the end closes all, each once", async () => {
  const { closed, renewable, release, work } = start();
  renewable.renew("second");
  await renewable.close();
  release();
  await work;
  expect(closed).toEqual(["first", "second"]);
});
