import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { type Line, sourceJson, startLine, TOKEN } from "../support/line.ts";
import { followFiles } from "../support/live-files.ts";
import { startReceiver } from "../support/receiver.ts";
import {
  expectNoRequest,
  healthEventsOf,
  requestCount,
  restart,
  statusOf,
  untilResting,
  wake,
} from "../support/scenario.ts";

/** Less than Asana keeps its log: beyond that, events are lost, and that is told. */
const LONG_MS = 60 * 86_400_000;
const ROTATED = "2/1200000000000001/1200000000000009:99999999999999999999999999999999";

/** Where a line's token stands, and how it is changed there. */
interface TokenHome {
  /** Puts the token there, for a receiver that is not started yet. */
  move(line: Line): void;
  rotate(line: Line): void;
}

const SOURCE_FILE = "acme.json";

function sourcePath(line: Line): string {
  return join(line.folder, "sources", SOURCE_FILE);
}

function replaceAtomically(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** Writes a version of a volume as Kubernetes does: a folder of its own, to which the link `..data` is swapped. */
function swapVolume(mount: string, version: string, file: string, text: string): void {
  mkdirSync(join(mount, version), { recursive: true });
  writeFileSync(join(mount, version, file), text);
  symlinkSync(version, join(mount, "..data_tmp"));
  renameSync(join(mount, "..data_tmp"), join(mount, "..data"));
}

function mountVolume(mount: string, file: string, text: string): void {
  swapVolume(mount, "..2026_06_01", file, text);
  symlinkSync(join("..data", file), join(mount, file));
}

const HOMES: Readonly<Record<string, TokenHome>> = {
  "in the source file, which is edited": {
    move: () => undefined,
    rotate: (line) => writeFileSync(sourcePath(line), sourceJson({ personalAccessToken: ROTATED })),
  },
  "in the source file, which is replaced": {
    move: () => undefined,
    rotate: (line) => replaceAtomically(sourcePath(line), sourceJson({ personalAccessToken: ROTATED })),
  },
  "in the source file of a volume, whose link is swapped": {
    move(line) {
      const text = readFileSync(sourcePath(line), "utf8");
      rmSync(sourcePath(line));
      mountVolume(dirname(sourcePath(line)), SOURCE_FILE, text);
    },
    rotate(line) {
      const text = sourceJson({ personalAccessToken: ROTATED });
      swapVolume(dirname(sourcePath(line)), "..2026_06_02", SOURCE_FILE, text);
    },
  },
  "in a file of its own, which is edited": {
    move: (line) => referTo(line, join(line.folder, "token"), (path) => writeFileSync(path, TOKEN)),
    rotate: (line) => writeFileSync(join(line.folder, "token"), `${ROTATED}\n`),
  },
  "in a file of its own, which is replaced": {
    move: (line) => referTo(line, join(line.folder, "token"), (path) => writeFileSync(path, `${TOKEN}\n`)),
    rotate: (line) => replaceAtomically(join(line.folder, "token"), ROTATED),
  },
  "in a secret's volume, whose link is swapped": {
    move: (line) =>
      referTo(line, join(line.folder, "secret", "token"), (path) =>
        mountVolume(dirname(path), "token", TOKEN),
      ),
    rotate: (line) => swapVolume(join(line.folder, "secret"), "..2026_06_02", "token", ROTATED),
  },
};

function referTo(line: Line, path: string, write: (path: string) => void): void {
  write(path);
  line.addSource(SOURCE_FILE, { personalAccessToken: `\${file:${path}}` });
}

async function startFollowed({ move }: TokenHome) {
  const line = await startLine({ events: 30 });
  move(line);
  const receiver = await startReceiver(line);
  const files = await followFiles(line, receiver);
  expect(await untilResting(receiver)).toMatchObject({ state: "Collecting" });
  return { line, receiver, files };
}

describe("a token that is revoked", () => {
  it.each(Object.entries(HOMES))("and rotated %s: asked nothing between, and then on", async (_, home) => {
    const { line, receiver, files } = await startFollowed(home);
    line.asana.setTokens([ROTATED]);
    line.asana.append(5);
    expect(await wake(receiver)).toMatchObject({
      state: "Error",
      failure: { errorType: "ThirdPartyConfig" },
    });
    await expectNoRequest(line, async () => {
      receiver.clock.advance(LONG_MS);
      await files.settle();
    });
    expect(receiver.clock.nextWakeInMs).toBe(Number.POSITIVE_INFINITY);
    home.rotate(line);
    line.asana.append(5);
    await files.settle();
    expect(await untilResting(receiver)).toMatchObject({ state: "Collecting", health: "healthy" });
    expect(line.asana.requests.filter(({ status }) => status === 401)).toHaveLength(1);
    const told = JSON.stringify([receiver.collector.status(), receiver.collector.healthEvents()]);
    expect(told).not.toContain(ROTATED);
    await expectAllAccountedFor(line, receiver);
  });

  it("opens one incident, which counts the restarts in vain and closes when the new one is accepted", async () => {
    const home = HOMES["in a file of its own, which is replaced"];
    if (home === undefined) throw new Error("no such home");
    const { line, receiver, files } = await startFollowed(home);
    line.asana.setTokens([ROTATED]);
    await wake(receiver);
    const [opened] = statusOf(receiver).incidents;
    for (let times = 0; times < 3; times++) {
      restart(receiver);
      await untilResting(receiver);
    }
    expect(statusOf(receiver).incidents).toMatchObject([{ ...opened, count: 4 }]);
    expect(receiver.collector.healthEvents()).toHaveLength(1);
    home.rotate(line);
    await files.settle();
    await untilResting(receiver);
    expect(statusOf(receiver).incidents).toEqual([]);
    expect(healthEventsOf(receiver, "ThirdPartyConfigError")).toMatchObject([
      { eventName: "TrackerUnHealthy", status: "UnHealthy", eventId: opened?.id },
      {
        eventName: "TrackerHealthy",
        status: "Healthy",
        details: { description: expect.stringContaining("4 times") },
      },
    ]);
    await expectAllAccountedFor(line, receiver);
  });

  it("after it has moved to a file of its own, while the source ran, is followed there", async () => {
    const line = await startLine({ events: 30 });
    const receiver = await startReceiver(line);
    const files = await followFiles(line, receiver);
    await untilResting(receiver);
    const tokenFile = join(line.folder, "token");
    referTo(line, tokenFile, (path) => writeFileSync(path, TOKEN));
    await files.settle();
    line.asana.setTokens([ROTATED]);
    await wake(receiver);
    expect(statusOf(receiver).state).toBe("Error");
    replaceAtomically(tokenFile, ROTATED);
    await files.settle();
    expect(await untilResting(receiver)).toMatchObject({ state: "Collecting", health: "healthy" });
    await expectAllAccountedFor(line, receiver);
  });

  it("and replaced by one that is refused as well: one more request for each, and no more", async () => {
    const home = HOMES["in a file of its own, which is replaced"];
    if (home === undefined) throw new Error("no such home");
    const { line, receiver, files } = await startFollowed(home);
    line.asana.setTokens([ROTATED]);
    await wake(receiver);
    const before = requestCount(line);
    for (const wrong of ["wrong-token-1", "wrong-token-2"]) {
      replaceAtomically(join(line.folder, "token"), wrong);
      await files.settle();
      await untilResting(receiver);
    }
    expect(requestCount(line)).toBe(before + 2);
    expect(statusOf(receiver)).toMatchObject({ state: "Error", incidents: [{ count: 3 }] });
    home.rotate(line);
    await files.settle();
    await untilResting(receiver);
    await expectAllAccountedFor(line, receiver);
  });

  it("whose file vanishes: the source goes on with what it has, and the files' trouble is told", async () => {
    const home = HOMES["in a file of its own, which is replaced"];
    if (home === undefined) throw new Error("no such home");
    const { line, receiver, files } = await startFollowed(home);
    rmSync(join(line.folder, "token"));
    await files.settle();
    line.asana.append(5);
    expect(await wake(receiver)).toMatchObject({
      state: "Collecting",
      health: "warning",
      incidents: [
        { trackerId: "ConfigWarning", reason: expect.stringMatching(/acme\.json:\d+:\d+: .*token/) },
      ],
    });
    writeFileSync(join(line.folder, "token"), TOKEN);
    await files.settle();
    expect(statusOf(receiver)).toMatchObject({ health: "healthy", incidents: [] });
    await expectAllAccountedFor(line, receiver);
  });
});
