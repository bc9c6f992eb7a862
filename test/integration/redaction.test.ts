import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bodiesOf } from "../support/arrived.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { startReceiver } from "../support/receiver.ts";

const REDACT = ["email", "ip", "saml_response"];

/** Every text of the line's events that must not be seen. */
async function secretsOf(line: Line): Promise<readonly string[]> {
  const flags = { ...line.flags, storage: join(line.folder, "beside") };
  await (await startReceiver({ ...line, flags }, { once: true })).ended;
  const secrets = new Set<string>();
  for (const body of bodiesOf(line.sink)) {
    JSON.parse(body, (key, value: unknown) => {
      const isSecret =
        typeof value === "string" &&
        (/@/.test(value) || ["email", "client_ip_address", "saml_response"].includes(key));
      if (isSecret) secrets.add(value);
      return value;
    });
  }
  expect([...secrets].some((secret) => secret.length > 1000)).toBe(true);
  return [...secrets];
}

/** The secrets that are in a text. */
function seenIn(text: string, secrets: readonly string[]): readonly string[] {
  // A text within a text has its quotes escaped, but none of these has a quote.
  return secrets.filter((secret) => text.includes(secret));
}

describe.each([
  { profile: "otel", body: "json", protocol: "http/json" },
  { profile: "otel", body: "map", protocol: "http/json" },
  { profile: "otel", body: "none", protocol: "http/protobuf" },
  { profile: "sumologic", body: "json", protocol: "http/protobuf" },
])("with %j", (settings) => {
  it("nothing that is redacted reaches the endpoint, and every event does", async () => {
    const line = await startLine({ events: 600 });
    const secrets = await secretsOf(line);
    line.writeSettings({ ...settings, redact: REDACT });
    const receiver = await startReceiver(line, { once: true });
    await receiver.ended;
    const arrived = line.sink.records.slice(600);
    expect(arrived).toHaveLength(600);
    expect(seenIn(JSON.stringify(arrived), secrets)).toEqual([]);
    expect(JSON.stringify(arrived)).toContain("[redacted]");
    const { redacted = 0, accepted, filtered } = receiver.source("Acme") ?? {};
    expect(redacted).toBeGreaterThan(600);
    expect({ accepted, filtered }).toEqual({ accepted: 600, filtered: 0 });
  });
});

it("a body is Asana's text in every other byte", async () => {
  const line = await startLine({}, { redact: REDACT });
  const flags = { ...line.flags, storage: join(line.folder, "beside") };
  await (await startReceiver(line, { once: true })).ended;
  line.writeSettings({});
  await (await startReceiver({ ...line, flags }, { once: true })).ended;
  const bodies = bodiesOf(line.sink);
  const [redacted, whole] = [bodies.slice(0, 250), bodies.slice(250)];
  for (const [index, body] of redacted.entries()) {
    // What is between the masks stands in the original, in this order, from its beginning to its end.
    const parts = body.split("[redacted]").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    expect(whole[index]).toMatch(new RegExp(`^${parts.join('[^"]+')}$`));
  }
});

describe("a dead letter", () => {
  it("is kept as it was redacted, and so is all else in the storage folder", async () => {
    const line = await startLine();
    const secrets = await secretsOf(line);
    line.writeSettings({ redact: REDACT });
    const poison = [...line.asana.gids(WORKSPACE)].slice(3, 60);
    line.sink.setAnswer(({ records }) =>
      poison.some((gid) => JSON.stringify(records).includes(`"${gid}"`))
        ? { kind: "status", status: 400 }
        : undefined,
    );
    const receiver = await startReceiver(line, { once: true });
    await receiver.ended;
    const letters = receiver.source("Acme")?.deadLettered;
    expect(letters).toBe(poison.length);
    const storage = line.flags.storage ?? "";
    const stored = readdirSync(storage).map((name) => readFileSync(join(storage, name), "latin1"));
    expect(stored.join("")).toContain("[redacted]");
    expect(seenIn(stored.join(""), secrets)).toEqual([]);
  });

  it("that is older than the rule is redacted when it is sent again", async () => {
    const line = await startLine();
    const secrets = await secretsOf(line);
    const sent = line.sink.records.length;
    const [gid = ""] = [...line.asana.gids(WORKSPACE)];
    line.sink.setAnswer(({ records }) =>
      JSON.stringify(records).includes(`"${gid}"`) ? { kind: "status", status: 400 } : undefined,
    );
    await (await startReceiver(line, { once: true })).ended;
    line.sink.setAnswer(undefined);
    line.writeSettings({ redact: [...REDACT, "/actor"] });
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    const [letter] = receiver.collector.deadLetters();
    expect(letter?.gid).toBe(gid);
    const before = line.sink.records.length;
    expect(before).toBeGreaterThan(sent);
    expect(await receiver.collector.retryDeadLetter(letter?.id ?? 0)).toEqual({ kind: "delivered" });
    const text = JSON.stringify(line.sink.records.slice(before));
    expect(text).toContain("[redacted]");
    expect(seenIn(text, secrets)).toEqual([]);
  });
});

describe("a rule that cannot be followed", () => {
  it("hides all of what it leads into, tells it as a warning, and loses no event", async () => {
    const line = await startLine({ events: 20 }, { redact: ["/context/context_type/of"] });
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    expect(line.sink.counts.records).toBe(20);
    for (const body of bodiesOf(line.sink))
      expect(JSON.parse(body)).toMatchObject({ context: { context_type: "[redacted]" } });
    const { redacted, health, incidents = [] } = receiver.source("Acme") ?? {};
    expect({ redacted, health }).toEqual({ redacted: 20, health: "warning" });
    expect(incidents).toMatchObject([
      {
        trackerId: "RedactionWarning",
        reason:
          "redact: /context/context_type/of leads into what has no such parts, so all of /context/context_type was redacted",
      },
    ]);
  });
});
