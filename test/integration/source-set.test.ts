import { describe, expect, it } from "vitest";
import { Secret } from "../../src/config/secret.ts";
import type { SourceConfig } from "../../src/config/source-config.ts";
import { startLine, WORKSPACE } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";

const OTHER_WORKSPACE = "1200000000000042";

function stateOf(receiver: Receiver, name: string): string | undefined {
  return receiver.source(name)?.state;
}

function configOf({ collector }: Receiver): SourceConfig {
  const [source] = collector.sources;
  if (source === undefined) throw new Error("no source runs");
  return source.config;
}

function restart(receiver: Receiver, name: string): boolean {
  return receiver.collector.restart(receiver.source(name)?.id ?? 0);
}

describe("a running collector", () => {
  it("follows a source that is added, and lets one go that is removed", async () => {
    const line = await startLine({ workspaces: [WORKSPACE, OTHER_WORKSPACE] });
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    const acme = configOf(receiver);
    receiver.apply([acme, { ...acme, name: "Globex", workspaceID: OTHER_WORKSPACE }]);
    await receiver.next("caughtUp");
    expect(line.sink.gids).toEqual(new Set(line.asana.gids()));
    receiver.apply([{ ...acme, name: "Globex", workspaceID: OTHER_WORKSPACE }]);
    expect(stateOf(receiver, "Acme")).toBe("Stopping");
    while (stateOf(receiver, "Acme") !== undefined) await new Promise(setImmediate);
    expect(receiver.changes).toContainEqual({ kind: "state", state: "Stopping", source: "Acme" });
  });

  it("does not touch a source whose configuration only moved to another place", async () => {
    const line = await startLine();
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    const acme = configOf(receiver);
    receiver.apply([{ ...acme, origin: { file: "elsewhere.json", line: 9, column: 9 } }]);
    expect(stateOf(receiver, "Acme")).toBe("Collecting");
    expect(line.asana.requests).toHaveLength(4);
  });

  it("applies another category from the same checkpoint on", async () => {
    const line = await startLine();
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    line.asana.append(2);
    receiver.apply([{ ...configOf(receiver), category: "another" }]);
    await receiver.next("page");
    await receiver.next("caughtUp");
    const categories = line.sink.records.map(
      ({ resource }) =>
        resource?.attributes?.find(({ key }) => key === "_sourceCategory")?.value?.stringValue,
    );
    expect(categories.filter((category) => category === "another")).toHaveLength(2);
    expect(line.sink.counts.duplicates).toBe(0);
  });

  it("begins a checkpoint of its own for another workspace", async () => {
    const line = await startLine({ workspaces: [WORKSPACE, OTHER_WORKSPACE] });
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    receiver.apply([{ ...configOf(receiver), workspaceID: OTHER_WORKSPACE }]);
    await receiver.next("caughtUp");
    expect(line.sink.gids).toEqual(new Set(line.asana.gids()));
  });

  it("asks nothing while the token is refused, and goes on with a new one", async () => {
    const line = await startLine({ tokens: ["rotated-token"] });
    const receiver = await startReceiver(line);
    await receiver.next("failure");
    expect(line.asana.requests).toHaveLength(1);
    receiver.apply([{ ...configOf(receiver), personalAccessToken: new Secret("rotated-token") }]);
    await receiver.next("caughtUp");
    expect(stateOf(receiver, "Acme")).toBe("Collecting");
    expect(line.sink.gids).toEqual(new Set(line.asana.gids()));
  });

  it("runs a source anew on demand, whatever its state, and nothing is sent twice", async () => {
    const line = await startLine();
    line.asana.setFault({ kind: "status", status: 403, times: 1 });
    const receiver = await startReceiver(line);
    await receiver.next("failure");
    expect(stateOf(receiver, "Acme")).toBe("Error");
    expect(restart(receiver, "Acme")).toBe(true);
    await receiver.next("caughtUp");
    expect(restart(receiver, "Acme")).toBe(true);
    await receiver.next("caughtUp");
    expect(line.sink.counts).toMatchObject({ records: 250, duplicates: 0 });
    expect(restart(receiver, "Nobody")).toBe(false);
  });

  it("never lets two runs of one source overlap", async () => {
    const line = await startLine();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    line.sink.setAnswer(async () => {
      await released;
      return undefined;
    });
    const receiver = await startReceiver(line);
    while (line.sink.counts.requests === 0) await new Promise(setImmediate);
    restart(receiver, "Acme");
    restart(receiver, "Acme");
    expect(stateOf(receiver, "Acme")).toBe("Pending");
    expect(line.asana.requests).toHaveLength(1);
    line.sink.setAnswer(undefined);
    release();
    await receiver.next("caughtUp");
    expect(line.sink.counts).toMatchObject({ records: 250, duplicates: 0 });
  });
});
