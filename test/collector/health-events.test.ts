import { expect, it } from "vitest";
import { createTestCollector, describeWithCollector, type TestCollector } from "../support/collector.ts";
import type { CollectedRecord } from "../support/collector-records.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { startReceiver } from "../support/receiver.ts";
import { restart, untilResting, untilRestingIn, wake } from "../support/scenario.ts";

/** Shorter than the exporter's own first wait, so that an outage takes no time. */
const QUICK_ENDPOINT = { timeout: "750ms" };

async function startCollectorLine(settings: Record<string, unknown>) {
  const line = await startLine({ events: 40 }, { ...QUICK_ENDPOINT, ...settings });
  const collector = await createTestCollector(line.folder);
  await collector.start();
  const receiver = await startReceiver(
    { ...line, flags: { ...line.flags, endpoint: collector.endpoint } },
    { exportsHealth: true },
  );
  return { line, collector, receiver };
}

function isHealth({ resource }: CollectedRecord): boolean {
  return resource["_sourceCategory"] === "Collection";
}

/** Checks that every gid arrived once, the health events aside. */
function expectAllArrived({ asana }: Line, collector: TestCollector): void {
  const records = collector.readRecords().filter((record) => !isHealth(record));
  expect(records.map(({ attributes }) => attributes["log.record.uid"])).toEqual([...asana.gids(WORKSPACE)]);
}

describeWithCollector("into a real OpenTelemetry Collector", () => {
  it.each(["http/json", "http/protobuf"])(
    "the health events of its own outage arrive when it is back, once each, over %s",
    async (protocol) => {
      const { line, collector, receiver } = await startCollectorLine({
        protocol,
        resource: { "deployment.environment.name": "staging" },
      });
      await untilResting(receiver);
      await collector.stop();
      line.asana.append(5);
      await untilRestingIn("Error", receiver);
      await receiver.collector.checkHealth();
      await wake(receiver);
      await collector.start();
      await untilRestingIn("Collecting", receiver);
      await receiver.collector.checkHealth();
      await receiver.collector.checkHealth();
      const told = receiver.collector.healthEvents().toReversed();
      await receiver.stop();
      await collector.stop();
      const health = collector.readRecords().filter(isHealth);
      const resource = {
        _sourceCategory: "Collection",
        _sourceHost: "no_sourceHost",
        "service.name": "otel-asana-receiver",
        "deployment.environment.name": "staging",
      };
      expect(health).toMatchObject([
        { resource: { ...resource, _sourceName: "TrackerUnHealthy" }, severityNumber: 17, attributes: {} },
        { resource: { ...resource, _sourceName: "TrackerHealthy" }, severityNumber: 9, attributes: {} },
      ]);
      expect(health.map(({ body }) => JSON.parse(String(body)))).toEqual(told);
      expect(told).toMatchObject([
        {
          status: "UnHealthy",
          details: {
            trackerId: "FirstPartyGenericError",
            description: expect.stringMatching(/ECONNREFUSED|No answer from the endpoint/),
          },
          eventType: "Health-Change",
          severityLevel: "Error",
          eventName: "TrackerUnHealthy",
          eventFormatVersion: "1.0",
          subsystem: "Collection",
          resourceIdentity: {
            name: "Acme",
            type: "SourceResource",
            id: expect.stringMatching(/^[0-9A-F]{16}$/),
          },
        },
        { status: "Healthy", details: { trackerId: "FirstPartyGenericError" }, eventName: "TrackerHealthy" },
      ]);
      expect(health.map(({ timeUnixNano }) => timeUnixNano)).toEqual(
        told.map(({ eventTime }) => String(BigInt(Date.parse(eventTime)) * 1_000_000n)),
      );
      expectAllArrived(line, collector);
    },
  );

  it("what happened at Asana while it was away arrives as well, once each", async () => {
    const { line, collector, receiver } = await startCollectorLine({});
    await untilResting(receiver);
    await collector.kill();
    line.asana.setFault({ kind: "status", status: 403 });
    await untilRestingIn("Error", receiver);
    await receiver.collector.checkHealth();
    line.asana.setFault(undefined);
    line.asana.append(5);
    restart(receiver);
    await untilRestingIn("Error", receiver);
    await collector.start();
    await untilRestingIn("Collecting", receiver);
    await receiver.collector.checkHealth();
    await receiver.stop();
    await collector.stop();
    const health = collector.readRecords().filter(isHealth);
    const told = health.map(({ body }) => JSON.parse(String(body)));
    expect(told.map(({ details, status }) => `${details.trackerId} ${status}`).sort()).toEqual([
      "FirstPartyGenericError Healthy",
      "FirstPartyGenericError UnHealthy",
      "ThirdPartyConfigError Healthy",
      "ThirdPartyConfigError UnHealthy",
    ]);
    expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(4);
    expectAllArrived(line, collector);
  });
});
