import { describe, expect, it, onTestFinished } from "vitest";
import { type Api, createSource, startApi } from "../support/api.ts";
import { startLine } from "../support/line.ts";

/** Streams that are given out at the same time. */
const MOST_STREAMS = 20;

interface Change {
  readonly at: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly rows?: readonly string[];
}

/** Opens a stream; it is ended when the test ends, or before. */
async function open({ url }: Api): Promise<{ readonly response: Response; readonly end: () => void }> {
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  const response = await fetch(`${url}/live`, { signal: ended.signal });
  return { response, end: () => ended.abort() };
}

/** What a stream tells, one change after the other. */
async function* changesOf({ body }: Response): AsyncGenerator<Change, void> {
  let text = "";
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) yield JSON.parse(event.slice(event.indexOf("data: ") + "data: ".length));
  }
}

/** The next change that tells of some part. */
async function nextParts(changes: AsyncGenerator<Change, void>): Promise<Change> {
  for (;;) {
    const { value } = await changes.next();
    if (value === undefined) throw new Error("the stream has ended");
    if (Object.keys(value.parts).length > 0) return value;
  }
}

describe("the stream of changes", () => {
  it("begins with the whole view, and then tells only what is another", async () => {
    const api = await startApi(await startLine({ events: 0 }));
    const { response } = await open(api);
    const changes = changesOf(response);
    expect(Object.keys((await nextParts(changes)).parts)).toEqual(["summary", "pager"]);
    await createSource(api);
    const added = await nextParts(changes);
    expect(Object.keys(added.parts)).toContain("source-1");
    expect(added.rows).toEqual(["source-1"]);
    const { value: unchanged } = await changes.next();
    expect(Object.keys(unchanged?.parts ?? {})).not.toContain("pager");
  });

  it("is refused beyond some number of pages, until one of them is closed", async () => {
    const api = await startApi(await startLine({ events: 0 }));
    const streams = await Promise.all(Array.from({ length: MOST_STREAMS }, () => open(api)));
    expect((await open(api)).response.status).toBe(503);
    streams[0]?.end();
    let status = 503;
    // That a connection is gone is noticed with the next thing that is told to it.
    while (status === 503) status = (await open(api)).response.status;
    expect(status).toBe(200);
  });
});
