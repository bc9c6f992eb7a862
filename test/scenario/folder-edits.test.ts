import { mkdirSync, renameSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { SourceStatus } from "../../src/collector/status.ts";
import { expectAllAccountedFor, resourceValue } from "../support/accounting.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { followFiles } from "../support/live-files.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import {
  holdAnswers,
  INTERVAL_MS,
  pollAll,
  statesOf,
  statusOf,
  until,
  untilAllResting,
  untilResting,
} from "../support/scenario.ts";
import { openFolder } from "../support/source-folder.ts";

const OTHER_WORKSPACE = "1200000000000042";
const BOTH = { workspaces: [WORKSPACE, OTHER_WORKSPACE] };
const ACME = { name: "Acme" };
const GLOBEX = { name: "Globex", workspaceID: OTHER_WORKSPACE };

/** Between two polls of the load, so that edits fall into every part of one. */
const TURNS_OF_LOAD = 5;

/** A receiver that follows a folder of one file, `acme.json`. */
async function startFollowed(workspaces: readonly string[] = [WORKSPACE]) {
  const line = await startLine({ events: 40, workspaces });
  const receiver = await startReceiver(line);
  const files = await followFiles(line, receiver);
  await untilResting(receiver);
  return { line, receiver, files, folder: openFolder(line) };
}

/** Keeps events coming and sources polling while something else happens. */
async function underLoad(line: Line, receiver: Receiver, happen: () => Promise<void>): Promise<void> {
  let isOver = false;
  const load = async (): Promise<void> => {
    while (!isOver) {
      line.asana.append(1);
      receiver.clock.advance(INTERVAL_MS);
      for (let turn = 0; turn < TURNS_OF_LOAD; turn++) await nextTurn();
    }
  };
  await Promise.all([
    load(),
    happen().finally(() => {
      isOver = true;
    }),
  ]);
  await pollAll(receiver);
}

/** The values of a resource attribute in the order of arrival, each once. */
function valuesInTurn(line: Line, key: string): (string | undefined)[] {
  const values = line.sink.records.map((record) => resourceValue(record, key));
  return values.filter((value, index) => index === 0 || value !== values[index - 1]);
}

function startsOf(receiver: Receiver, name = "Acme"): number {
  return statesOf(receiver, name).filter((state) => state === "Started").length;
}

describe("a file that is added", () => {
  it("starts its source within two seconds, while the others run on", async () => {
    const { line, receiver, files, folder } = await startFollowed(BOTH.workspaces);
    await underLoad(line, receiver, async () => {
      folder.write("globex.json", GLOBEX);
      const writtenAt = files.clock.now();
      while (receiver.source("Globex") === undefined) await files.look();
      expect(files.clock.now() - writtenAt).toBeLessThanOrEqual(2000);
    });
    expect(startsOf(receiver)).toBe(1);
    await expectAllAccountedFor(line, receiver, BOTH);
  });
});

describe("an edit", () => {
  it("of category, description and fields is taken over from the checkpoint on, no event twice", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    const { checkpoint } = statusOf(receiver);
    const asked = line.asana.requests.length;
    await underLoad(line, receiver, async () => {
      for (const step of ["1", "2", "3"]) {
        folder.write("acme.json", { category: `step/${step}`, description: step, fields: { step } });
        await files.settle();
        const { category, description } = statusOf(receiver);
        expect({ category, description }).toEqual({ category: `step/${step}`, description: step });
        const arrived = line.sink.records.length;
        await until(() => line.sink.records.length > arrived + 1);
      }
    });
    expect(valuesInTurn(line, "_sourceCategory")).toEqual(["prod/asana", "step/1", "step/2", "step/3"]);
    expect(valuesInTurn(line, "step")).toEqual([undefined, "1", "2", "3"]);
    expect(line.asana.requests.slice(asked).filter(({ query }) => query["offset"] === undefined)).toEqual([]);
    expect(statusOf(receiver).checkpoint?.totals.accepted).toBe(line.sink.records.length);
    expect(checkpoint?.totals.accepted).toBe(40);
    await expectAllAccountedFor(line, receiver);
  });

  it("of the spacing alone changes nothing", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    await underLoad(line, receiver, async () => {
      folder.write("acme.json", ACME);
      await files.settle();
    });
    expect(files.readings).toBe(1);
    expect(startsOf(receiver)).toBe(1);
    await expectAllAccountedFor(line, receiver);
  });

  it("while a delivery is held waits for it, and sends nothing twice", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    const { held, release } = holdAnswers(line.sink);
    line.asana.append(7);
    receiver.clock.advance(INTERVAL_MS);
    await held;
    folder.write("acme.json", { category: "edited" });
    await files.settle();
    expect(statusOf(receiver).state).toBe("Pending");
    line.asana.append(7);
    release();
    await untilResting(receiver);
    expect(valuesInTurn(line, "_sourceCategory")).toEqual(["prod/asana", "edited"]);
    await expectAllAccountedFor(line, receiver);
  });
});

describe("a file that is renamed", () => {
  it("does not touch its source, which stands elsewhere now", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    await underLoad(line, receiver, async () => {
      folder.rename("acme.json", "renamed.json");
      await files.settle();
    });
    expect(statusOf(receiver).origin).toContain("renamed.json:");
    expect(startsOf(receiver)).toBe(1);
    await expectAllAccountedFor(line, receiver);
  });
});

describe("a source that is moved to another file", () => {
  async function startBoth() {
    const followed = await startFollowed(BOTH.workspaces);
    followed.folder.write("acme.json", ACME, GLOBEX);
    await followed.files.settle();
    await untilAllResting(followed.receiver);
    return followed;
  }

  it("between two looks is not touched", async () => {
    const { line, receiver, files, folder } = await startBoth();
    await underLoad(line, receiver, async () => {
      folder.write("acme.json", ACME);
      folder.write("globex.json", GLOBEX);
      await files.settle();
    });
    expect(statusOf(receiver, "Globex").origin).toContain("globex.json:");
    expect(startsOf(receiver, "Globex")).toBe(1);
    await expectAllAccountedFor(line, receiver, BOTH);
  });

  it.each(["aaa.json", "globex.json"])(
    "by way of a copy in %s runs on all the time, and the copy is told meanwhile",
    async (copy) => {
      const { line, receiver, files, folder } = await startBoth();
      await underLoad(line, receiver, async () => {
        folder.write(copy, GLOBEX);
        await files.settle();
        expect(receiver.collector.status().health).toBe("warning");
        folder.write("acme.json", ACME);
        await files.settle();
        expect(receiver.collector.status().health).toBe("healthy");
      });
      expect(startsOf(receiver, "Globex")).toBe(1);
      expect(statusOf(receiver, "Globex").origin).toContain(copy);
      await expectAllAccountedFor(line, receiver, BOTH);
    },
  );

  it("by way of nowhere stops, and goes on where it stopped", async () => {
    const { line, receiver, files, folder } = await startBoth();
    await underLoad(line, receiver, async () => {
      folder.write("acme.json", ACME);
      await files.settle();
      await until(() => receiver.source("Globex") === undefined);
      folder.write("globex.json", GLOBEX);
      await files.settle();
    });
    expect(startsOf(receiver, "Globex")).toBe(2);
    expect(startsOf(receiver)).toBe(1);
    await expectAllAccountedFor(line, receiver, BOTH);
  });
});

describe("a file that is broken", () => {
  it("keeps its source running, is told with its place, and is over when it is mended", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    await underLoad(line, receiver, async () => {
      folder.break("acme.json");
      await files.settle();
      const arrived = line.sink.records.length;
      await until(() => line.sink.records.length > arrived + 1);
      const { state, health, incidents } = statusOf(receiver);
      expect({ state, health, incidents }).toMatchObject({
        state: "Collecting",
        health: "warning",
        incidents: [
          {
            trackerId: "ConfigWarning",
            severity: "Warning",
            reason: expect.stringMatching(/acme\.json:1:23: error: a value is missing here/),
          },
        ],
      });
      folder.write("acme.json", { category: "mended" });
      await files.settle();
    });
    expect(statusOf(receiver)).toMatchObject({ health: "healthy", category: "mended" });
    expect(receiver.collector.healthEvents().map(({ status }) => status)).toEqual(["Healthy", "UnHealthy"]);
    await expectAllAccountedFor(line, receiver);
  });

  it("does not keep the edits of other files from being taken over", async () => {
    const { line, receiver, files, folder } = await startFollowed(BOTH.workspaces);
    await underLoad(line, receiver, async () => {
      folder.break("acme.json");
      folder.write("globex.json", GLOBEX);
      await files.settle();
      folder.write("globex.json", { ...GLOBEX, category: "edited" });
      await files.settle();
      expect(statusOf(receiver, "Globex")).toMatchObject({ category: "edited", health: "healthy" });
      expect(statusOf(receiver)).toMatchObject({ category: "prod/asana", health: "warning" });
    });
    expect(startsOf(receiver)).toBe(1);
    await expectAllAccountedFor(line, receiver, BOTH);
  });

  it("and new is a matter of the Collector, until it is gone", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    folder.break("new.json");
    await files.settle();
    expect(receiver.collector.status()).toMatchObject({
      health: "warning",
      incidents: [{ trackerId: "ConfigWarning", reason: expect.stringContaining("new.json:1:23") }],
      sources: [{ name: "Acme", health: "healthy" }],
    });
    folder.remove("new.json");
    await files.settle();
    expect(receiver.collector.status()).toMatchObject({ health: "healthy", incidents: [] });
    await expectAllAccountedFor(line, receiver);
  });

  it("and then removed stops its source, and the trouble with it is over", async () => {
    const { line, receiver, files, folder } = await startFollowed(BOTH.workspaces);
    folder.write("globex.json", GLOBEX);
    await files.settle();
    await untilAllResting(receiver);
    folder.break("globex.json");
    await files.settle();
    folder.remove("globex.json");
    await files.settle();
    await until(() => receiver.source("Globex") === undefined);
    expect(receiver.collector.status().health).toBe("healthy");
    await expectAllAccountedFor(line, receiver, BOTH);
  });
});

describe("a file that is removed", () => {
  it("and brought back: the source goes on where it stopped, with what happened meanwhile", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    await underLoad(line, receiver, async () => {
      folder.rename("acme.json", "acme.away");
      await files.settle();
      await until(() => receiver.source("Acme") === undefined);
      line.asana.append(30);
      folder.rename("acme.away", "acme.json");
      await files.settle();
      await until(() => receiver.source("Acme")?.state === "Collecting");
    });
    expect(startsOf(receiver)).toBe(2);
    expect(statusOf(receiver).checkpoint?.totals.duplicates).toBe(0);
    await expectAllAccountedFor(line, receiver);
  });

  it("and brought back while the last delivery is held: two runs never overlap", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    const { held, release } = holdAnswers(line.sink);
    line.asana.append(7);
    receiver.clock.advance(INTERVAL_MS);
    await held;
    const seen: (SourceStatus["state"] | undefined)[] = [];
    for (let times = 0; times < 2; times++) {
      folder.rename("acme.json", "acme.away");
      await files.settle();
      seen.push(receiver.source("Acme")?.state);
      folder.rename("acme.away", "acme.json");
      await files.settle();
      seen.push(receiver.source("Acme")?.state);
    }
    expect(seen).toEqual(["Stopping", "Pending", "Stopping", "Pending"]);
    expect(receiver.collector.status().sources).toHaveLength(1);
    release();
    await untilResting(receiver);
    await expectAllAccountedFor(line, receiver);
  });

  it("as the last one leaves an empty folder, in which a source can be put again", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    folder.remove("acme.json");
    await files.settle();
    await until(() => receiver.collector.status().sources.length === 0);
    expect(receiver.collector.status()).toMatchObject({
      health: "warning",
      incidents: [{ trackerId: "ConfigWarning", reason: expect.stringContaining("no *.json file") }],
    });
    folder.write("acme.json", ACME);
    await files.settle();
    await untilResting(receiver);
    expect(receiver.collector.status().health).toBe("healthy");
    await expectAllAccountedFor(line, receiver);
  });
});

describe("a folder that is not there just now", () => {
  it("stops nothing, is told, and is over when it is back", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    await underLoad(line, receiver, async () => {
      renameSync(folder.path, `${folder.path}.away`);
      await files.settle();
      expect(receiver.collector.status()).toMatchObject({
        health: "warning",
        incidents: [{ trackerId: "ConfigWarning", reason: expect.stringContaining(folder.path) }],
      });
      renameSync(`${folder.path}.away`, folder.path);
      await files.settle();
    });
    expect(receiver.collector.status().health).toBe("healthy");
    expect(startsOf(receiver)).toBe(1);
    await expectAllAccountedFor(line, receiver);
  });

  it("and then empty stops them: a mounted folder has its say", async () => {
    const { line, receiver, files, folder } = await startFollowed();
    renameSync(folder.path, `${folder.path}.away`);
    await files.settle();
    mkdirSync(folder.path);
    await files.settle();
    await until(() => receiver.source("Acme") === undefined);
    await expectAllAccountedFor(line, receiver);
  });
});

describe("another workspace", () => {
  it("has a checkpoint of its own, and the first one is still there for the way back", async () => {
    const { line, receiver, files, folder } = await startFollowed(BOTH.workspaces);
    await underLoad(line, receiver, async () => {
      for (const workspaceID of [OTHER_WORKSPACE, WORKSPACE, OTHER_WORKSPACE, WORKSPACE]) {
        folder.write("acme.json", { workspaceID });
        await files.settle();
        await until(() => receiver.source("Acme")?.state === "Collecting");
      }
    });
    const checkpoints = receiver.storage.checkpoints
      .list()
      .map(({ name, workspaceID }) => [name, workspaceID]);
    expect(checkpoints).toEqual([
      ["Acme", OTHER_WORKSPACE],
      ["Acme", WORKSPACE],
    ]);
    folder.write("acme.json", { workspaceID: OTHER_WORKSPACE });
    await files.settle();
    await untilResting(receiver);
    await expectAllAccountedFor(line, receiver, BOTH);
  });
});

describe("a name that stands in two files", () => {
  it.each([
    ["zzz.json", "zzz.json", "Collector"],
    ["aaa.json", "acme.json", "source"],
  ])(
    "the second one being %s: the running source goes on, and %s is told at the %s",
    async (file, told, owner) => {
      const { line, receiver, files, folder } = await startFollowed(BOTH.workspaces);
      await underLoad(line, receiver, async () => {
        folder.write(file, { ...GLOBEX, name: "Acme" });
        await files.settle();
        const { incidents, sources } = receiver.collector.status();
        expect(sources).toMatchObject([{ name: "Acme", workspaceID: WORKSPACE }]);
        expect(owner === "source" ? sources[0]?.incidents : incidents).toMatchObject([
          {
            trackerId: "ConfigWarning",
            reason: expect.stringMatching(new RegExp(`${told}:\\d+:\\d+: error: the name "Acme" is already`)),
          },
        ]);
        folder.write(file, GLOBEX);
        await files.settle();
        expect(receiver.collector.status()).toMatchObject({ incidents: [], health: "healthy" });
      });
      expect(startsOf(receiver)).toBe(1);
      await expectAllAccountedFor(line, receiver, BOTH);
    },
  );

  it("goes to the second file when the first one is removed", async () => {
    const { line, receiver, files, folder } = await startFollowed(BOTH.workspaces);
    await underLoad(line, receiver, async () => {
      folder.write("zzz.json", { ...GLOBEX, name: "Acme" });
      await files.settle();
    });
    folder.remove("acme.json");
    await files.settle();
    expect(await untilResting(receiver)).toMatchObject({ workspaceID: OTHER_WORKSPACE, health: "healthy" });
    await expectAllAccountedFor(line, receiver, BOTH);
  });
});
