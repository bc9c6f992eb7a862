import { ExportResultCode } from "@opentelemetry/core";
import type { LogRecordExporter, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { describe, expect, it, onTestFinished } from "vitest";
import { createOwnExporter } from "../../src/otlp/own-exporter.ts";
import { createProviderExporter, type FlushableProvider } from "../../src/otlp/provider-exporter.ts";

// What JavaScript lets a program do, whatever the types say.
type Done = (result?: unknown) => void;

const SUCCESS = { code: ExportResultCode.SUCCESS };
const FAILED = { code: ExportResultCode.FAILED, error: new Error("failed") };
const RECORD = {} as ReadableLogRecord;

interface Deeds {
  readonly export?: (done: Done) => unknown;
  readonly shutdown?: () => unknown;
}

/** Our exporter around a program's one that does this, and the errors that the program hears of. */
function wrap(deeds: Deeds, timeoutMs = 10_000) {
  const errors: Error[] = [];
  const own = {
    export: (_records: unknown, done: Done) => deeds.export?.(done),
    forceFlush: async () => undefined,
    shutdown: () => deeds.shutdown?.(),
  };
  const exporter = createOwnExporter(own as unknown as LogRecordExporter, {
    timeoutMs,
    redact: (text) => text.replaceAll("SECRET", "[redacted]"),
    onError: (error) => errors.push(error),
  });
  return { exporter, errors };
}

/** What would have ended the process. */
function watchProcess(): readonly unknown[] {
  const seen: unknown[] = [];
  const note = (error: unknown): void => void seen.push(error);
  process.on("unhandledRejection", note);
  process.on("uncaughtException", note);
  onTestFinished(() => {
    process.off("unhandledRejection", note);
    process.off("uncaughtException", note);
  });
  return seen;
}

/** Whatever is to be reported as unhandled has been, one turn later. */
async function turnOver(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
}

describe("a program's exporter", () => {
  it.each<[string, (done: Done) => unknown, string]>([
    ["rejects its promise", async () => Promise.reject(new Error("boom SECRET")), "boom [redacted]"],
    ["rejects its promise with nothing", () => Promise.reject(), "gave no error"],
    ["rejects its promise with an object", () => Promise.reject(Object.create(null)), "gave no error"],
    ["rejects later", () => new Promise((_, no) => setImmediate(no, new Error("late boom"))), "late boom"],
    [
      "throws",
      () => {
        throw new Error("boom");
      },
      "boom",
    ],
    [
      "throws a text",
      () => {
        throw "only words";
      },
      "only words",
    ],
    ["calls back with nothing", (done) => done(), "without a result"],
    ["calls back with nothing, later", (done) => setImmediate(done), "without a result"],
    ["calls back with null", (done) => done(null), "without a result"],
    ["calls back with a text", (done) => done("ok"), "without a result"],
    ["calls back with a failure that has no error", (done) => done({ code: 1 }), "gave no error"],
    ["calls back with an unknown code", (done) => done({ code: "0" }), "gave no error"],
    ["fails, and then says that it has not", (done) => [done(FAILED), done(SUCCESS)], "failed"],
  ])("that %s has acknowledged nothing, and is asked again", async (_, deed, words) => {
    const unhandled = watchProcess();
    const { exporter } = wrap({ export: deed });
    expect(await exporter.send([RECORD])).toEqual({
      kind: "transient",
      message: expect.stringContaining(words),
    });
    await turnOver();
    expect(unhandled).toEqual([]);
  });

  it.each<[string, (done: Done) => unknown]>([
    ["never calls back", () => undefined],
    ["resolves a promise instead of calling back", async () => SUCCESS],
  ])("that %s is waited for no longer than timeout", async (_, deed) => {
    const { exporter } = wrap({ export: deed }, 5);
    expect(await exporter.send([RECORD])).toEqual({
      kind: "transient",
      message: "No answer from the endpoint within 5 ms",
    });
  });

  it.each<[string, (done: Done) => unknown]>([
    ["twice", (done) => [done(SUCCESS), done(SUCCESS)]],
    ["with a success, and then a failure", (done) => [done(SUCCESS), done(FAILED)]],
    [
      "and throws then",
      (done) => {
        done(SUCCESS);
        throw new Error("boom");
      },
    ],
    [
      "and rejects then",
      async (done) => {
        done(SUCCESS);
        throw new Error("boom");
      },
    ],
  ])("that calls back %s has acknowledged at the first time", async (_, deed) => {
    const unhandled = watchProcess();
    const { exporter } = wrap({ export: deed });
    expect(await exporter.send([RECORD])).toEqual({ kind: "accepted" });
    await turnOver();
    expect(unhandled).toEqual([]);
  });

  it.each<[string, () => unknown, string]>([
    ["rejects", () => Promise.reject(new Error("stuck")), "stuck"],
    [
      "throws",
      () => {
        throw new Error("stuck");
      },
      "stuck",
    ],
    ["never ends", () => new Promise(() => undefined), "it did not end within 5 ms"],
  ])(
    "whose shutdown %s keeps nothing from ending, and the program hears of it",
    async (_, shutdown, words) => {
      const { exporter, errors } = wrap({ shutdown }, 5);
      await exporter.shutdown();
      expect(errors).toEqual([
        expect.objectContaining({
          message: "the exporter of the program could not be shut down",
          cause: expect.objectContaining({ message: words }),
        }),
      ]);
    },
  );

  it("that is shut down well is no error", async () => {
    const { exporter, errors } = wrap({ shutdown: async () => undefined });
    await exporter.shutdown();
    expect(errors).toEqual([]);
  });
});

describe("a program's LoggerProvider", () => {
  const broken = (): never => {
    throw new Error("boom");
  };

  it.each<[string, Partial<FlushableProvider>, string]>([
    ["forceFlush throws", { forceFlush: broken }, "boom"],
    ["forceFlush rejects with nothing", { forceFlush: () => Promise.reject() }, "gave no error"],
    ["forceFlush never resolves", { forceFlush: () => new Promise(() => undefined) }, "within 50 ms"],
    ["getLogger throws", { getLogger: broken }, "boom"],
  ])("whose %s has acknowledged nothing", async (_, parts, words) => {
    const unhandled = watchProcess();
    const logger = { emit: () => undefined, enabled: () => true };
    const provider = { getLogger: () => logger, forceFlush: async () => undefined, ...parts };
    const record = {
      instrumentationScope: { name: "x" },
      resource: { attributes: {} },
      attributes: {},
    } as unknown as ReadableLogRecord;
    const exporter = createOwnExporter(createProviderExporter(provider), {
      timeoutMs: 50,
      redact: (text) => text,
      onError: broken,
    });
    expect(await exporter.send([record])).toEqual({
      kind: "transient",
      message: expect.stringContaining(words),
    });
    await exporter.shutdown();
    await turnOver();
    expect(unhandled).toEqual([]);
  });
});
