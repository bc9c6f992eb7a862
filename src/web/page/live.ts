import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Status } from "../../generated/status.ts";
import type { Clock } from "../../lib/clock.ts";
import { toCollection } from "./collection.ts";
import type { View } from "./view.ts";

/** What a page that is open is kept up to date with. */
export interface LiveDeps {
  status(): Status;
  readonly clock: Pick<Clock, "sleep">;
}

/** What has changed: by their ids, parts of the page as they are now, and the rows in order where that has changed. */
interface Change {
  readonly at: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly rows?: readonly string[];
}

const TICK_MS = 1000;

/** A page that is seen has one. Each looks at all sources every second, so they must not add up. */
const MOST_STREAMS = 20;

/** Makes the handler of `/live`: Server-Sent Events that hold what has changed in a view of the Collection. */
export function createLive(deps: LiveDeps): (context: Context, view: View) => Response {
  let streams = 0;
  return (context, view) => {
    // Without a stream, the page's script reads the page again now and then.
    if (streams >= MOST_STREAMS) return context.text("Too many pages are open.", 503);
    streams += 1;
    return streamSSE(context, async (stream) => {
      try {
        await tell(stream, view, deps);
      } finally {
        streams -= 1;
      }
    });
  };
}

async function tell(stream: SSEStreamingApi, view: View, { status, clock }: LiveDeps): Promise<void> {
  const gone = new AbortController();
  stream.onAbort(() => gone.abort());
  const known = { parts: new Map<string, string>(), rows: "" };
  while (!gone.signal.aborted) {
    const change = await changeSince(known, status(), view);
    // Also without a change: that nothing has changed is news to whoever waits, and a lost connection is silent.
    await stream.writeSSE({ event: "change", data: JSON.stringify(change) });
    await clock.sleep(TICK_MS, gone.signal);
  }
}

/** Compares with what was told, and notes what is told now. */
async function changeSince(
  known: { readonly parts: Map<string, string>; rows: string },
  status: Status,
  view: View,
): Promise<Change> {
  const { parts, rows } = toCollection(status, view);
  const changed: Record<string, string> = {};
  for (const [id, part] of parts) {
    const text = String(await part);
    if (known.parts.get(id) === text) continue;
    known.parts.set(id, text);
    changed[id] = text;
  }
  for (const id of known.parts.keys()) if (!parts.has(id)) known.parts.delete(id);
  const order = rows.join(" ");
  if (order === known.rows) return { at: status.at, parts: changed };
  known.rows = order;
  return { at: status.at, parts: changed, rows };
}
