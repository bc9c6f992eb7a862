import { expect, it } from "vitest";
import { PageSize } from "../../src/source/page-size.ts";

/** The limits that are asked for after so many failures in a row. */
function limitsAfterFailures(size: PageSize, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    size.onFailure("serverError");
    return size.limit;
  });
}

it("stays as it is for a first failure, then gets smaller, and begins again with the stream's own", () => {
  expect(limitsAfterFailures(new PageSize(100), 9)).toEqual([100, 50, 25, 12, 6, 3, 1, 100, 100]);
});

it("stays where a smaller page came through, and grows again after ten with something new", () => {
  const size = new PageSize(100);
  limitsAfterFailures(size, 3);
  for (let page = 0; page < 10; page++) size.onPage(true);
  for (let page = 0; page < 10; page++) size.onPage(false);
  expect(size.limit).toBe(25);
  size.onPage(true);
  expect(size.limit).toBe(100);
});

it("gets smaller than what has come through, where that fails as well", () => {
  const size = new PageSize(100);
  limitsAfterFailures(size, 2);
  size.onPage(true);
  expect(limitsAfterFailures(size, 3)).toEqual([50, 25, 12]);
});

it.each(["unauthorized", "rateLimited", "network", "offsetRefused"] as const)(
  "has nothing to do with %s",
  (kind) => {
    const size = new PageSize(100);
    for (let failure = 0; failure < 5; failure++) size.onFailure(kind);
    expect(size.limit).toBe(100);
  },
);
