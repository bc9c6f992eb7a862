import { expect, it } from "vitest";
import { PageReader } from "../../src/source/page-reader.ts";
import type { FetchResult } from "../../src/source/ports.ts";
import type { Position } from "../../src/source/source-ports.ts";

const FIRST: Position = { startAt: 1, offset: "first", endAt: undefined, limit: 100 };

/** A reader, and what was asked for so far. */
function createReader() {
  const asked: { readonly position: Position; readonly signal: AbortSignal }[] = [];
  const fetchPage = async (position: Position, signal: AbortSignal): Promise<FetchResult> => {
    asked.push({ position, signal });
    const page = { kind: "page", events: [], receivedAt: 0, servedAt: 0 } as const;
    return { ...page, offset: `after ${position.offset} at ${position.startAt} to ${position.endAt}` };
  };
  return { reader: new PageReader({ fetchPage }), asked };
}

it("gives the page that was read ahead, once", async () => {
  const { reader, asked } = createReader();
  const { signal } = new AbortController();
  reader.readAhead(FIRST, signal);
  expect(await reader.read(FIRST, signal)).toMatchObject({ offset: "after first at 1 to undefined" });
  expect(asked).toHaveLength(1);
  await reader.read(FIRST, signal);
  expect(asked).toHaveLength(2);
});

it.each<Partial<Position>>([{ offset: "second" }, { startAt: 2 }, { endAt: 3 }, { limit: 50 }])(
  "drops a page that is not at the position it is asked for: %j",
  async (other) => {
    const { reader, asked } = createReader();
    const { signal } = new AbortController();
    reader.readAhead(FIRST, signal);
    const position = { ...FIRST, ...other };
    const offset = `after ${position.offset} at ${position.startAt} to ${position.endAt}`;
    expect(await reader.read(position, signal)).toMatchObject({ offset });
    expect(asked[0]?.signal.aborted).toBe(true);
  },
);

it("asks anew in another run, and ends the request of the one before", async () => {
  const { reader, asked } = createReader();
  const before = new AbortController();
  reader.readAhead(FIRST, before.signal);
  before.abort();
  expect(asked[0]?.signal.aborted).toBe(true);
  await reader.read(FIRST, new AbortController().signal);
  expect(asked).toHaveLength(2);
});
