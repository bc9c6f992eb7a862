import { ExportResultCode } from "@opentelemetry/core";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type LogRecordExporter,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  ConfigError,
  createReceiver,
  type Receiver,
  type ReceiverOptions,
  type Source,
  StorageError,
  UsageError,
} from "../../src/index.ts";
import { freePort } from "../support/free-port.ts";
import { type Line, startLine, TOKEN, WORKSPACE } from "../support/line.ts";

const ACME: Source = {
  config: { name: "Acme", category: "prod/asana", personalAccessToken: TOKEN, workspaceID: WORKSPACE },
  schemaRef: { type: "Asana" },
  sourceType: "Universal",
};

/** A receiver on a line, which is stopped when the test has ended. */
function receiverOn(line: Line, options: Partial<ReceiverOptions> = {}): Receiver {
  const receiver = createReceiver({
    asana: { url: line.asana.url },
    endpoint: line.sink.url,
    storage: line.flags.storage ?? "",
    sources: [ACME],
    health: { export: false },
    ...options,
  });
  onTestFinished(() => receiver.stop());
  return receiver;
}

async function untilAccepted(receiver: Receiver, accepted: number): Promise<void> {
  await vi.waitFor(() => expect(receiver.status()?.sources[0]).toMatchObject({ accepted }), {
    timeout: 20_000,
  });
}

/** An exporter that acknowledges only what `answer` does. */
function ownExporter(
  answer: (attempt: number) => Parameters<Parameters<LogRecordExporter["export"]>[1]>[0],
): {
  readonly exporter: LogRecordExporter;
  readonly gids: string[];
  readonly seen: { attempts: number; isShutDown: boolean };
} {
  const gids: string[] = [];
  const seen = { attempts: 0, isShutDown: false };
  const exporter: LogRecordExporter = {
    export(records, done) {
      seen.attempts += 1;
      const result = answer(seen.attempts);
      if (result.code === ExportResultCode.SUCCESS) gids.push(...records.map(gidOf));
      done(result);
    },
    async forceFlush() {},
    async shutdown() {
      seen.isShutDown = true;
    },
  };
  return { exporter, gids, seen };
}

/** An exporter that never calls back. */
function silentExporter() {
  return { export: vi.fn(), forceFlush: async () => undefined, shutdown: async () => undefined };
}

function gidOf({ attributes }: Pick<ReadableLogRecord, "attributes">): string {
  return String(attributes["log.record.uid"]);
}

describe("a receiver inside a program", () => {
  it("delivers sources that are given as objects", async () => {
    const line = await startLine();
    const receiver = receiverOn(line);
    await receiver.start();
    await untilAccepted(receiver, 250);
    expect(line.sink.gids).toEqual(new Set(line.asana.gids(WORKSPACE)));
    expect(receiver.status()).toMatchObject({ managedBy: "files", health: "healthy" });
  });

  it("takes sources and settings from files", async () => {
    const line = await startLine({}, { asana: { limit: 50 } });
    const { sources = "", settings = "" } = line.flags;
    const receiver = receiverOn(line, { sources, settings });
    await receiver.start();
    await untilAccepted(receiver, 250);
    expect(receiver.status()?.sources[0]).toMatchObject({
      name: "Acme",
      pages: expect.toSatisfy((n) => n >= 5),
    });
  });

  it("goes on where it stopped", async () => {
    const line = await startLine();
    const receiver = receiverOn(line);
    await receiver.start();
    await untilAccepted(receiver, 250);
    await receiver.stop();
    expect(receiver.status()).toBeUndefined();
    line.asana.append(3, WORKSPACE);
    await receiver.start();
    await untilAccepted(receiver, 3);
    expect(line.sink.counts).toMatchObject({ distinctGids: 253, duplicates: 0 });
  });

  it("opens no port unless it is told to", async () => {
    const [one, other] = [await startLine(), await startLine()];
    await receiverOn(one).start();
    await expect(receiverOn(other).start()).resolves.toBeUndefined();
  });

  it("serves the API where it is told to", async () => {
    const line = await startLine();
    const port = await freePort();
    await receiverOn(line, { listen: `127.0.0.1:${port}` }).start();
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/status`);
    expect(await answer.json()).toMatchObject({ sources: [{ name: "Acme" }] });
  });

  it("names every mistake in its options, and no token", async () => {
    const line = await startLine();
    const wrong = { ...ACME, config: { ...ACME.config, workspaceID: "" } };
    const receiver = receiverOn(line, { sources: [ACME, wrong], polling: { interval: "soon" } });
    const error = await receiver.start().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(/polling\.interval: error: /);
    const sourcesOnly = receiverOn(line, { sources: [ACME, wrong] });
    const second = await sourcesOnly.start().catch((thrown) => thrown);
    expect(second.message).toMatch(/sources\[1\]\.config\.workspaceID: error: /);
    expect(second.message).toMatch(/the name "Acme" is already that of the source at sources\[0\]\./);
    expect(`${error.message}${second.message}`).not.toContain(TOKEN);
  });

  it.each([
    ["no sources at all", { sources: [] }],
    [
      "an exporter beside a provider",
      { exporter: new InMemoryLogRecordExporter(), loggerProvider: new LoggerProvider() },
    ],
    ["an unknown option", { endpiont: "http://localhost" } as Partial<ReceiverOptions>],
  ])("refuses %s", async (_, options) => {
    const line = await startLine();
    await expect(receiverOn(line, options).start()).rejects.toBeInstanceOf(ConfigError);
  });

  it("refuses a second start, and a storage folder that another one uses", async () => {
    const line = await startLine();
    const receiver = receiverOn(line);
    await receiver.start();
    await expect(receiver.start()).rejects.toBeInstanceOf(UsageError);
    await expect(receiverOn(line).start()).rejects.toBeInstanceOf(StorageError);
  });

  it("says of an unknown option which one is meant", async () => {
    const line = await startLine();
    const receiver = receiverOn(line, { endpiont: "http://localhost" } as Partial<ReceiverOptions>);
    await expect(receiver.start()).rejects.toThrow(/unknown key "endpiont"\. Did you mean "endpoint"\?$/);
  });

  it("that cannot end in time says so, and may start again once it has ended", async () => {
    const line = await startLine();
    const exporter = silentExporter();
    const receiver = receiverOn(line, { exporter, timeout: "1s", shutdownTimeout: "50ms" });
    await receiver.start();
    await vi.waitFor(() => expect(exporter.export).toHaveBeenCalled());
    await expect(receiver.stop()).rejects.toThrow(/its page will be sent again/);
    await vi.waitFor(() => receiver.start(), { timeout: 20_000 });
  });

  it("that meets an error nobody expected tells of it, and ends", async () => {
    const line = await startLine();
    const bug = Object.defineProperty(new Error(), "message", {
      get: () => {
        throw new Error("a bug");
      },
    });
    const { exporter } = ownExporter(() => ({ code: ExportResultCode.FAILED, error: bug }));
    const told = Promise.withResolvers<Error>();
    const receiver = receiverOn(line, { exporter, onError: told.resolve });
    await receiver.start();
    expect((await told.promise).message).toBe("a bug");
    await vi.waitFor(() => expect(receiver.status()).toBeUndefined());
  });

  it("frees its storage folder when it cannot start", async () => {
    const line = await startLine();
    const first = receiverOn(line, { listen: new URL(line.sink.url).host });
    await expect(first.start()).rejects.toBeInstanceOf(ConfigError);
    await expect(receiverOn(line).start()).resolves.toBeUndefined();
  });
});

describe("a program's own exporter", () => {
  it("gets every record once, and is shut down with the receiver", async () => {
    const line = await startLine();
    const { exporter, gids, seen } = ownExporter(() => ({ code: ExportResultCode.SUCCESS }));
    const receiver = receiverOn(line, { exporter });
    await receiver.start();
    await untilAccepted(receiver, 250);
    expect(gids.toSorted()).toEqual([...line.asana.gids(WORKSPACE)].toSorted());
    expect(receiver.status()?.endpoint).toBe("an exporter of the program");
    await receiver.stop();
    expect(seen.isShutDown).toBe(true);
  });

  it("holds the checkpoint while it does not acknowledge", async () => {
    const line = await startLine();
    const { exporter, gids } = ownExporter(() => ({
      code: ExportResultCode.FAILED,
      error: new Error("the queue is full"),
    }));
    const receiver = receiverOn(line, { exporter });
    await receiver.start();
    await vi.waitFor(() => expect(receiver.status()?.sources[0]?.failure).toBeDefined(), { timeout: 20_000 });
    expect(receiver.status()?.sources[0]).toMatchObject({
      state: "Error",
      accepted: 0,
      failure: { errorType: "FirstPartyGeneric", message: expect.stringContaining("the queue is full") },
    });
    await receiver.stop();
    expect(gids).toEqual([]);
    const next = ownExporter(() => ({ code: ExportResultCode.SUCCESS }));
    const after = receiverOn(line, { exporter: next.exporter });
    await after.start();
    await untilAccepted(after, 250);
    expect(next.gids).toHaveLength(250);
  });

  it("that throws, or never calls back, has acknowledged nothing", async () => {
    const line = await startLine();
    const exporter = silentExporter();
    exporter.export.mockImplementationOnce(() => {
      throw new Error("out of order");
    });
    const receiver = receiverOn(line, { exporter, timeout: "100ms" });
    await receiver.start();
    await vi.waitFor(
      () =>
        expect(receiver.status()?.sources[0]?.failure?.message).toContain(
          "No answer from the endpoint within 100 ms",
        ),
      { timeout: 20_000 },
    );
    expect(receiver.status()?.sources[0]).toMatchObject({ accepted: 0 });
  });
});

describe("an event that a program's own exporter refuses with the status of OTLP", () => {
  it("becomes a dead letter", async () => {
    const line = await startLine();
    const [poison = ""] = line.asana.gids(WORKSPACE);
    const exporter: LogRecordExporter = {
      export(records, done) {
        const refused = records.some((record) => gidOf(record) === poison);
        const error = Object.assign(new Error("Bad Request"), { code: 400 });
        done(refused ? { code: ExportResultCode.FAILED, error } : { code: ExportResultCode.SUCCESS });
      },
      async forceFlush() {},
      async shutdown() {},
    };
    const receiver = receiverOn(line, { exporter });
    await receiver.start();
    await untilAccepted(receiver, 249);
    expect(receiver.status()?.sources[0]).toMatchObject({ deadLettered: 1 });
  });
});

describe("a program's own LoggerProvider", () => {
  it("gets the records with their source among the attributes", async () => {
    const line = await startLine();
    const memory = new InMemoryLogRecordExporter();
    const loggerProvider = new LoggerProvider({
      resource: resourceFromAttributes({ "service.name": "my-program" }),
      processors: [new SimpleLogRecordProcessor({ exporter: memory })],
    });
    const receiver = receiverOn(line, { loggerProvider });
    await receiver.start();
    await untilAccepted(receiver, 250);
    const records = memory.getFinishedLogRecords();
    expect(records.map(gidOf).toSorted()).toEqual([...line.asana.gids(WORKSPACE)].toSorted());
    expect(records[0]).toMatchObject({
      eventName: expect.stringMatching(/^asana\.audit\./),
      body: expect.stringContaining('"gid"'),
      attributes: { _sourceCategory: "prod/asana", "asana.workspace.gid": WORKSPACE },
      resource: { attributes: { "service.name": "my-program" } },
    });
    expect(records[0]?.attributes).not.toHaveProperty("service.name");
  });

  it("whose flush fails holds the checkpoint, and is not shut down", async () => {
    const line = await startLine();
    const shutdown = vi.fn(async () => undefined);
    const provider = new LoggerProvider();
    const loggerProvider = Object.assign(provider, {
      shutdown,
      forceFlush: () => Promise.reject(new Error("not flushed")),
    });
    const receiver = receiverOn(line, { loggerProvider });
    await receiver.start();
    await vi.waitFor(() => expect(receiver.status()?.sources[0]?.failure?.message).toContain("not flushed"), {
      timeout: 20_000,
    });
    await receiver.stop();
    expect(shutdown).not.toHaveBeenCalled();
  });
});
