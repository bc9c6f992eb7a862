import { describe, expect, it, onTestFinished } from "vitest";
import type { ExporterOptions, ProbedExporter } from "../../src/otlp/exporter.ts";
import { startOtlpSink } from "../../src/simulator/otlp-sink.ts";
import { freePort } from "../support/free-port.ts";
import { createTestExporter, SECRET_HEADER, SECRET_PATH, secret } from "../support/otlp-sender.ts";
import { type Behaviour, hang, reply, startScriptedEndpoint } from "../support/scripted-endpoint.ts";

const ENCODINGS = [
  ["http/json", "none"],
  ["http/json", "gzip"],
  ["http/protobuf", "none"],
  ["http/protobuf", "gzip"],
] as const;

/** An exporter that is shut down when the test has ended. */
async function open(origin: string, options: Partial<ExporterOptions> = {}): Promise<ProbedExporter> {
  const exporter = createTestExporter(origin, options);
  onTestFinished(() => exporter.shutdown());
  return exporter;
}

describe("a probe", () => {
  it.for(ENCODINGS)("over %s, compression %s, is one request that looks like any other", async (row) => {
    const [protocol, compression] = row;
    const endpoint = await startScriptedEndpoint([reply(200, "")]);
    onTestFinished(() => endpoint.close());
    const exporter = await open(endpoint.origin, { protocol, compression });
    expect(await exporter.probe()).toEqual({ kind: "accepted" });
    expect(endpoint.requests).toHaveLength(1);
    expect(endpoint.requests[0]).toMatchObject({
      method: "POST",
      path: SECRET_PATH,
      headers: {
        authorization: SECRET_HEADER,
        "content-type": protocol === "http/json" ? "application/json" : "application/x-protobuf",
      },
    });
    expect(endpoint.requests[0]?.body.toString()).toBe(protocol === "http/json" ? '{"resourceLogs":[]}' : "");
  });

  it.for(ENCODINGS)(
    "over %s, compression %s, is accepted by an OTLP endpoint and brings no record",
    async (row) => {
      const [protocol, compression] = row;
      const sink = await startOtlpSink();
      onTestFinished(() => sink.close());
      const exporter = await open("", { logsUrl: secret(`${sink.url}/v1/logs`), protocol, compression });
      expect(await exporter.probe()).toEqual({ kind: "accepted" });
      expect(sink.counts).toMatchObject({ requests: 1, records: 0 });
    },
  );

  it.for<[what: string, behaviour: Behaviour, receipt: object]>([
    ["a refused credential", reply(401, "who are you"), { kind: "config", status: 401 }],
    ["a wrong path", reply(404, "no such path"), { kind: "config", status: 404 }],
    ["an encoding it does not know", reply(415), { kind: "permanent", status: 415 }],
    ["trouble of its own", reply(500), { kind: "transient", status: 500 }],
    ["no answer in time", hang, { kind: "transient", message: "No answer from the endpoint within 500 ms" }],
  ])("tells %s, without a secret", async ([, behaviour, receipt]) => {
    const endpoint = await startScriptedEndpoint([behaviour]);
    onTestFinished(() => endpoint.close());
    const exporter = await open(endpoint.origin, { timeoutMs: 500 });
    const told = await exporter.probe();
    expect(told).toMatchObject(receipt);
    expect(JSON.stringify(told)).not.toContain("secret");
  });

  it("tells that nobody listens", async () => {
    const exporter = await open(`http://127.0.0.1:${await freePort()}`, { timeoutMs: 500 });
    expect(await exporter.probe()).toMatchObject({
      kind: "transient",
      message: expect.stringContaining("No answer from the endpoint"),
    });
  });
});
