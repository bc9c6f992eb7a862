import { describe, expect, it } from "vitest";
import { drawBars, drawLine } from "../../src/web/page/plot.ts";

describe("a plot", () => {
  it("says in words what it shows", () => {
    expect(String(drawBars([0, 1200, 34], "Events by minute"))).toContain(
      'aria-label="Events by minute: 1,234 in all, 1,200 at most"',
    );
    expect(String(drawLine([null, 90_000, 1000], "Lag by minute"))).toContain(
      'aria-label="Lag by minute: 1s at last, 1m 30s at most"',
    );
    expect(String(drawLine([null, null], "Lag by minute"))).toContain(
      'aria-label="Lag by minute: nothing yet"',
    );
  });

  it("draws nothing for none, and something for the smallest number", () => {
    expect(String(drawBars([0, 1, 1_000_000], "Events"))).toContain('d="M1 24v-1h.8v1zM2 24v-24h.8v24z"');
    expect(String(drawBars([0, 0], "Events"))).toContain('class="bars" d=""');
  });

  it("breaks the line where nothing is known", () => {
    expect(String(drawLine([10, null, 5, 10], "Lag"))).toContain('d="M0 2h.8M2 13h.8L3.8 2"');
  });
});
