import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { ExporterOptions, ProbedExporter } from "../../src/otlp/exporter.ts";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";
import { collectGarbage } from "../support/collect-garbage.ts";
import { json, startLocalServer } from "../support/local-server.ts";
import { createTestExporter, sampleRecords } from "../support/otlp-sender.ts";

const SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n";

/** Makes the exporter repeat a request without a pause. */
const AT_ONCE = { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" };

/** Within it there is no time for the first wait of its own. */
const BEFORE_OWN_WAIT_MS = 790;

const MEBIBYTE = 2 ** 20;

/** An exporter that is shut down when the test has ended. */
function open(origin: string, options: Partial<ExporterOptions> = {}): ProbedExporter {
  const exporter = createTestExporter(origin, options);
  onTestFinished(() => exporter.shutdown());
  return exporter;
}

describe("an exporter", () => {
  it("does not repeat a request to which the endpoint speaks something else from now on", async () => {
    const endpoint = await startLocalServer((request) => request.socket.write(SWITCHING));
    const exporter = open(endpoint.url);
    expect(await exporter.send(sampleRecords(1))).toEqual({
      kind: "transient",
      message: "No answer from the endpoint: bad upgrade (UND_ERR_SOCKET)",
    });
    expect(endpoint.requests).toHaveLength(1);
  });

  it("repeats a request whose connection was closed", async () => {
    const endpoint = await startLocalServer((request) => request.socket.end(), json(200, {}));
    expect(await open(endpoint.url).send(sampleRecords(1))).toEqual({ kind: "accepted" });
    expect(endpoint.requests).toHaveLength(2);
  });

  it("repeats a request whose connection was reset", async () => {
    const endpoint = await startLocalServer((request) => request.socket.resetAndDestroy(), json(200, {}));
    const exporter = open(endpoint.url);
    expect(await exporter.send(sampleRecords(1))).toEqual({ kind: "accepted" });
    expect(endpoint.requests).toHaveLength(2);
  });

  it.for([300, 400, 408, 413, 500, 501])(
    "leaves to others what becomes of an answer of %i",
    async (status) => {
      const endpoint = await startLocalServer(json(status, "no", AT_ONCE));
      const exporter = open(endpoint.url);
      expect(await exporter.send(sampleRecords(1))).toMatchObject({ status });
      expect(endpoint.requests).toHaveLength(1);
    },
  );

  it("does not wait for a repetition that would come too late", async () => {
    const endpoint = await startLocalServer(json(503, "busy", { "retry-after": "900" }));
    const exporter = open(endpoint.url, { timeoutMs: 600_000 });
    expect(await exporter.send(sampleRecords(1))).toMatchObject({ status: 503, retryAfterMs: 900_000 });
    expect(endpoint.requests).toHaveLength(1);
  });

  it("waits for the longer one of two headers Retry-After", async () => {
    const endpoint = await startLocalServer((_request, response) => {
      response.writeHead(503, ["retry-after", "1", "retry-after", "900"]).end();
    });
    const exporter = open(endpoint.url, { timeoutMs: 600_000 });
    expect(await exporter.send(sampleRecords(1))).toMatchObject({ status: 503, retryAfterMs: 900_000 });
    expect(endpoint.requests).toHaveLength(1);
  });

  it.for(["0", AT_ONCE["retry-after"]])(
    "comes back at once when it is asked to after %j",
    async (retryAfter) => {
      const endpoint = await startLocalServer(
        json(503, "busy", { "retry-after": retryAfter }),
        json(200, {}),
      );
      const exporter = open(endpoint.url, { timeoutMs: BEFORE_OWN_WAIT_MS });
      expect(await exporter.send(sampleRecords(1))).toEqual({ kind: "accepted" });
      expect(endpoint.requests).toHaveLength(2);
    },
  );

  it.for(["soon", "", "-5"])(
    "waits as long as without a Retry-After when it cannot be read: %j",
    async (retryAfter) => {
      const endpoint = await startLocalServer(json(503, "busy", { "retry-after": retryAfter }));
      const exporter = open(endpoint.url, { timeoutMs: BEFORE_OWN_WAIT_MS });
      expect(await exporter.send(sampleRecords(1))).toMatchObject({ status: 503 });
      expect(endpoint.requests).toHaveLength(1);
    },
  );

  it("takes the answer that comes after others of the 1xx kind", async () => {
    const endpoint = await startLocalServer((request, response) => {
      response.writeContinue();
      response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      response.writeContinue();
      json(413, "too much")(request, response);
    });
    const exporter = open(endpoint.url);
    expect(await exporter.send(sampleRecords(1))).toMatchObject({ kind: "tooLarge", status: 413 });
  });

  it("repeats a request in its time although the clock is set forward meanwhile", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const endpoint = await startLocalServer(
      (request, response) => {
        vi.setSystemTime(Date.now() + 3_600_000);
        json(503, "busy", AT_ONCE)(request, response);
      },
      json(200, {}),
    );
    const exporter = open(endpoint.url);
    expect(await exporter.send(sampleRecords(1))).toEqual({ kind: "accepted" });
  });

  it.each(["none", "gzip"] as const)(
    "keeps no request in memory that was answered, although its connection stays open, compression %s",
    async (compression) => {
      const endpoint = await startLocalServer((request, response) => {
        request.resume().on("end", () => json(200, {})(request, response));
      });
      const exporter = open(endpoint.url, { compression });
      const pipe = createRecordPipe({ resource: {}, scope: { name: "test", version: "1" } });
      await exporter.send(sampleRecords(1));
      await collectGarbage();
      const before = process.memoryUsage().arrayBuffers;
      // Twice, since the first connection was opened by a small one.
      const sendLong = () => exporter.send(pipe.toReadable([{ body: noise(16 * MEBIBYTE) }]));
      await Promise.all([sendLong(), sendLong()]);
      await collectGarbage();
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * MEBIBYTE);
    },
  );
});

/** What gzip cannot make much shorter. */
function noise(length: number): string {
  const bytes = Buffer.alloc(length);
  let seed = 1;
  for (let index = 0; index < length; index += 1) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = 0x30 + ((seed >>> 16) % 64);
  }
  return bytes.toString("latin1");
}
