import { expect, it, onTestFinished } from "vitest";
import { Random } from "../../src/simulator/random.ts";
import { AccountingEndpoint } from "../support/accounting-endpoint.ts";
import { startLine, WORKSPACE } from "../support/line.ts";
import { startVictim } from "../support/victim.ts";

const HEAP_MB = 256;
/** Of 10 MB: more than the heap, should one be kept. */
const PAGES = 30;
const HANGS = 2;
const LOOK_EVERY_MS = 50;

it.each([
  ["of a hundred events", "http/json", 100],
  ["of a single event", "http/json", 1],
  ["of a single event", "http/protobuf", 1],
])(
  `pages of 10 MB, each %s, arrive as %s with a heap of ${HEAP_MB} MB, although the endpoint hangs meanwhile`,
  async (_, protocol, limit) => {
    const { asana, args } = await startLine(
      { events: PAGES * limit, faults: [{ kind: "huge" }] },
      { asana: { limit }, protocol, timeout: "3s" },
    );
    const endpoint = new AccountingEndpoint(new Random(1));
    await endpoint.open();
    onTestFinished(() => endpoint.shut());
    const readAtHangs: number[] = [];
    endpoint.setDeeds(() => {
      if (readAtHangs.length === HANGS) return undefined;
      readAtHangs.push(asana.requests.length);
      return { kind: "keepSilent", how: "hang" };
    });
    const more = ["--endpoint", endpoint.url, "--once", "--log-level", "error"];
    const victim = startVictim([...args, ...more], { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` });
    onTestFinished(() => victim.kill());
    let peakMb = 0;
    const look = setInterval(() => {
      peakMb = Math.max(peakMb, victim.readPeakMb() ?? 0);
    }, LOOK_EVERY_MS);
    const code = await victim.ended;
    clearInterval(look);
    console.log(`${protocol}, ${limit} a page: ${Math.round(peakMb)} MB at the most`);
    expect({ code, printed: victim.printed }).toMatchObject({ code: 0 });
    expect(new Set(endpoint.acknowledged.keys())).toEqual(new Set(asana.gids(WORKSPACE)));
    // Buffers are not on the heap. Where the system does not tell, this is 0.
    expect(peakMb).toBeLessThan(2 * HEAP_MB);
    // While the endpoint takes nothing, nothing more is read.
    expect(readAtHangs).toEqual(Array(HANGS).fill(1));
  },
);
