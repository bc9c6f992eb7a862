import { html } from "hono/html";
import { formatCount, formatSpan } from "../../lib/format.ts";
import type { Html } from "./html.ts";

const HEIGHT = 24;

/** Draws numbers as bars, the latest one at the right. `what` names them, as in "events by minute". */
export function drawBars(numbers: readonly number[], what: string): Html {
  const most = Math.max(0, ...numbers);
  const bars = numbers.map((number, index) => {
    // Something is never drawn as nothing.
    const height = number === 0 ? 0 : Math.max(1, round((number / most) * HEIGHT));
    return height === 0 ? "" : `M${index} ${HEIGHT}v-${height}h.8v${height}z`;
  });
  const sum = numbers.reduce((all, number) => all + number, 0);
  const label = `${what}: ${formatCount(sum)} in all, ${formatCount(most)} at most`;
  return draw(numbers.length, label, html`<path class="bars" d="${bars.join("")}"/>`);
}

/** Draws spans in milliseconds as a line, which is broken where there is none. */
export function drawLine(spans: readonly (number | null)[], what: string): Html {
  const known = spans.filter((span) => span !== null);
  const most = Math.max(1, ...known);
  const points = spans.map((span, index) => {
    if (span === null) return "";
    const y = round(HEIGHT - (span / most) * (HEIGHT - 2));
    // A lone point is a short line.
    return spans[index - 1] == null ? `M${index} ${y}h.8` : `L${index + 0.8} ${y}`;
  });
  const last = known.at(-1);
  const words =
    last === undefined ? "nothing yet" : `${formatSpan(last)} at last, ${formatSpan(most)} at most`;
  return draw(spans.length, `${what}: ${words}`, html`<path class="curve" d="${points.join("")}"/>`);
}

function draw(width: number, label: string, shape: Html): Html {
  return html`<svg class="plot" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}"><path class="base" d="M0 ${HEIGHT}h${width}"/>${shape}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
