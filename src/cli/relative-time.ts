import { formatSpan } from "../lib/format.ts";

/** An instant as people say it: `3m 4s ago`, `in 12s`, `now`. `now` is the snapshot's moment, not this machine's. */
export function formatRelative(instant: string, now: string): string {
  const aheadMs = Date.parse(instant) - Date.parse(now);
  if (Math.abs(aheadMs) < 1000) return "now";
  return aheadMs > 0 ? `in ${formatSpan(aheadMs)}` : `${formatSpan(-aheadMs)} ago`;
}
