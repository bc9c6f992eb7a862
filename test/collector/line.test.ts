import { expect, it } from "vitest";
import { createTestCollector, describeWithCollector } from "../support/collector.ts";
import { type Line, startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";

async function startCollectorLine(settings: Record<string, unknown>, events = 250) {
  const line = await startLine({ events }, settings);
  line.addSource("acme.json", { fields: { team: "security", _siemForward: true } });
  const collector = await createTestCollector(line.folder);
  await collector.start();
  return { line, collector, args: [...line.args, "--endpoint", collector.endpoint] };
}

/** Asana's own text of each event, by gid. */
async function readOriginals({ asana }: Line): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  let offset = "";
  for (;;) {
    const url = `${asana.url}/workspaces/${WORKSPACE}/audit_log_events?limit=1${offset}`;
    const body = await (await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } })).text();
    const [, text] = /^\{"data":\[(\{.*\})\],"next_page"/s.exec(body) ?? [];
    if (text === undefined) return texts;
    texts.set(JSON.parse(text).gid, text);
    offset = `&offset=${encodeURIComponent(JSON.parse(body).next_page.offset)}`;
  }
}

describeWithCollector("into a real OpenTelemetry Collector", () => {
  it.each([
    ["http/json", "none"],
    ["http/json", "gzip"],
    ["http/protobuf", "none"],
    ["http/protobuf", "gzip"],
  ])(
    "every event arrives once, as %s with compression %s, mapped and in Asana's own words",
    async (protocol, compression) => {
      const { line, collector, args } = await startCollectorLine({ protocol, compression });
      const originals = await readOriginals(line);
      const { code, stderr } = await runCommand(["run", ...args, "--once"]);
      expect(code, stderr).toBe(0);
      await collector.stop();
      const records = collector.readRecords();
      expect(records.map(({ attributes }) => attributes["log.record.uid"])).toEqual([...originals.keys()]);
      for (const { attributes, body, eventName, resource, scope, timeUnixNano } of records) {
        const original = originals.get(String(attributes["log.record.uid"])) ?? "";
        expect(body).toBe(original);
        const event = JSON.parse(original);
        expect(eventName).toBe(`asana.audit.${event.event_type}`);
        expect(attributes["asana.actor.type"]).toBe(event.actor.actor_type);
        expect(timeUnixNano).toBe(String(BigInt(Date.parse(event.created_at)) * 1_000_000n));
        expect(scope.name).toBe("otel-asana-receiver");
        expect(resource).toMatchObject({
          "service.name": "otel-asana-receiver",
          "telemetry.sdk.language": "nodejs",
          _source: "Acme",
          _sourceName: "Acme",
          _sourceCategory: "prod/asana",
          team: "security",
          _siemForward: "true",
          "asana.workspace.gid": WORKSPACE,
        });
      }
    },
  );

  it("in the profile sumologic the record is Asana's text and nothing else", async () => {
    const { line, collector, args } = await startCollectorLine({ profile: "sumologic" }, 20);
    const originals = await readOriginals(line);
    await runCommand(["run", ...args, "--once"]);
    await collector.stop();
    const records = collector.readRecords();
    expect(records.map(({ body }) => body)).toEqual([...originals.values()]);
    expect(records.filter(({ attributes }) => Object.keys(attributes).length > 0)).toEqual([]);
  });

  it("that is stopped in the middle and started again nothing is lost", async () => {
    const { line, collector, args } = await startCollectorLine(
      { asana: { limit: 10 }, health: { export: false } },
      2000,
    );
    const { child, ended, output } = startCommand(["run", ...args, "--log-level", "info"]);
    while (collector.readRecords().length < 300) await new Promise((resolve) => setTimeout(resolve, 5));
    await collector.stop();
    while (!output.stderr.includes("FirstPartyGeneric"))
      await new Promise((resolve) => setTimeout(resolve, 5));
    const whenAway = collector.readRecords().length;
    await collector.start();
    const gids = new Set(line.asana.gids(WORKSPACE));
    while (
      new Set(collector.readRecords().map(({ attributes }) => attributes["log.record.uid"])).size < gids.size
    ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGTERM");
    expect(await ended, output.stderr).toBe(0);
    await collector.stop();
    const records = collector.readRecords();
    expect(whenAway).toBeLessThan(gids.size);
    expect(new Set(records.map(({ attributes }) => attributes["log.record.uid"]))).toEqual(gids);
    // What the Collector took but could not acknowledge any more comes once again: a page at the most.
    expect(records.length - gids.size).toBeLessThanOrEqual(10);
  });
});
