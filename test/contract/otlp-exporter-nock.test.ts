import nock from "nock";
import { afterEach, expect, it } from "vitest";
import { createTestExporter, SECRET_PATH, sampleRecords } from "../support/otlp-sender.ts";

afterEach(() => {
  nock.cleanAll();
  nock.restore();
});

// Only without compression: nock lets a request out to the network when its body comes late.
it.for(["http/json", "http/protobuf"] as const)(
  "an exporter over %s sees the answers that nock gives",
  async (protocol) => {
    if (!nock.isActive()) nock.activate();
    const partial = { partialSuccess: { rejectedLogRecords: "1", errorMessage: "old" } };
    nock("http://endpoint.test")
      .post(SECRET_PATH)
      .reply(200, partial)
      .post(SECRET_PATH)
      .reply(413, "too big");
    const exporter = createTestExporter("http://endpoint.test", { protocol });
    expect(await exporter.send(sampleRecords(2))).toMatchObject({ kind: "partial", rejected: 1 });
    expect(await exporter.send(sampleRecords(2))).toMatchObject({ kind: "tooLarge", status: 413 });
    await exporter.shutdown();
  },
);
