import { afterEach, describe, expect, it } from "vitest";
import { type Delivery, type DeliveryOptions, deliver as deliverWith } from "../../src/otlp/deliver.ts";
import type { Exporter } from "../../src/otlp/exporter.ts";
import { Standing } from "../../src/otlp/standing.ts";
import { NEW_TRIAL } from "../../src/otlp/trial.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { bodiesIn, createTestExporter, sampleRecords } from "../support/otlp-sender.ts";
import {
  type Behaviour,
  reply,
  type ScriptedEndpoint,
  startScriptedEndpoint,
} from "../support/scripted-endpoint.ts";

const LIMITS = { maxRecords: 1000, maxBytes: 4_000_000 };
/** The result of a complete delivery. */
const DONE = { rejected: 0, poison: [], warnings: [], remaining: [], trial: NEW_TRIAL, needsCompany: false };

const deliver = (
  records: Parameters<typeof deliverWith>[0],
  exporter: Exporter,
  options: Partial<DeliveryOptions> = {},
): Promise<Delivery> => {
  const standing = new Standing({ clock: new FakeClock(), mostDeadPerHour: 1 });
  return deliverWith(records, exporter, { ...LIMITS, trial: NEW_TRIAL, standing, ...options });
};

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** An endpoint that takes at most `most` records in a request, and refuses those with a record of `poison`. */
function takesAtMost(most: number, poison: Readonly<Record<string, Behaviour>> = {}): Behaviour {
  return (response, request) => {
    const bodies = bodiesIn(request);
    if (bodies.length > most) return reply(413)(response, request);
    const refuse = bodies.map((body) => poison[body]).find((behaviour) => behaviour !== undefined);
    return (refuse ?? reply(200))(response, request);
  };
}

describe("a delivery", () => {
  it("of nothing is complete, without a request", async () => {
    const { endpoint, exporter } = await connect([reply(500)]);
    expect(await deliver([], exporter)).toEqual({ ...DONE, accepted: 0 });
    expect(endpoint.requests).toEqual([]);
  });

  it("sends all records in one request when they fit", async () => {
    const { endpoint, exporter } = await connect([reply(200)]);
    const delivery = await deliver(sampleRecords(100), exporter);
    expect(delivery).toEqual({ ...DONE, accepted: 100 });
    expect(endpoint.requests).toHaveLength(1);
  });

  it.for([1, 2, 3, 7, 10])(
    "halves what is too large until at most %i go, each once and in order",
    async (most) => {
      const { endpoint, exporter } = await connect([takesAtMost(most)]);
      const delivery = await deliver(sampleRecords(10), exporter);
      expect(delivery).toEqual({ ...DONE, accepted: 10 });
      const taken = endpoint.requests.map(bodiesIn).filter((bodies) => bodies.length <= most);
      expect(taken.flat()).toEqual(names(0, 10));
    },
  );

  it.for([
    ["too large", reply(413)],
    ["refused for good", reply(400, '{"message":"no such field"}')],
  ] as const)("finds the record that is %s, and delivers all others in order", async ([, refuse]) => {
    const { endpoint, exporter } = await connect([takesAtMost(100, { "<record-6>": refuse })]);
    const records = sampleRecords(10);
    const delivery = await deliver(records, exporter);
    expect(delivery).toMatchObject({ accepted: 9, rejected: 0, remaining: [] });
    expect(delivery.held).toBeUndefined();
    expect(delivery.poison).toEqual([
      { record: records[6], message: expect.stringMatching(/answered 4(00|13)/) },
    ]);
    const single = endpoint.requests.map(bodiesIn).filter((bodies) => bodies.includes("<record-6>"));
    expect(single.at(-1)).toEqual(["<record-6>"]);
  });

  it("calls nothing poison when the endpoint takes nothing at all: everything is held", async () => {
    const { exporter } = await connect([reply(400)]);
    const records = sampleRecords(5);
    const delivery = await deliver(records, exporter);
    expect(delivery).toMatchObject({ accepted: 0, poison: [], held: { kind: "permanent", status: 400 } });
    expect(delivery.remaining).toEqual(records);
    const later = await deliver(records, exporter, { trial: { ...NEW_TRIAL, isTaken: true } });
    expect(later.poison.map(({ record }) => record)).toEqual(records);
  });

  it("asks an endpoint that refuses everything for a few single records only, and for others the next time", async () => {
    const { endpoint, exporter } = await connect([reply(400)]);
    const records = sampleRecords(100);
    const { trial } = await deliver(records, exporter);
    expect(endpoint.requests.map((request) => bodiesIn(request).length)).toEqual([100, 1, 1, 1]);
    await deliver(records, exporter, { trial });
    expect(endpoint.requests.slice(4).map((request) => bodiesIn(request).length)).toEqual([1, 1, 1]);
    const asked = new Set(endpoint.requests.slice(1).flatMap(bodiesIn));
    // The first one is tried again.
    expect(asked.size).toBe(5);
  });

  it("finds what an endpoint takes of a page although it refuses most of it", async () => {
    const refused = Object.fromEntries(names(0, 99).map((name) => [name, reply(400)]));
    const { exporter } = await connect([takesAtMost(100, refused)]);
    const delivery = await deliver(sampleRecords(100), exporter);
    expect(delivery).toMatchObject({ accepted: 1, remaining: [] });
    expect(delivery.poison).toHaveLength(99);
  });

  it("searches nothing while all sources together were refused too much, and comes to another record each time", async () => {
    const standing = new Standing({ clock: new FakeClock(), mostDeadPerHour: 1 });
    for (let refused = 0; refused < 20; refused++) standing.noteRefused();
    const { endpoint, exporter } = await connect([reply(400)]);
    const records = sampleRecords(100);
    let { trial } = await deliver(records, exporter, { standing });
    for (let attempt = 0; attempt < 10; attempt++)
      trial = (await deliver(records, exporter, { standing, trial })).trial;
    expect(endpoint.requests.map((request) => bodiesIn(request).length)).toEqual([100, ...Array(10).fill(1)]);
    expect(new Set(endpoint.requests.slice(1).flatMap(bodiesIn)).size).toBe(6);
  });

  it("tries nothing more once it is to end, when what was refused may pass", async () => {
    const { endpoint, exporter } = await connect([reply(500)]);
    const trial = { ...NEW_TRIAL, isHalving: true };
    await deliver(sampleRecords(10), exporter, { trial, signal: AbortSignal.abort() });
    expect(endpoint.requests).toHaveLength(1);
  });

  it("knows what is poison, and holds the rest, when the endpoint goes away in between", async () => {
    const { exporter } = await connect([
      takesAtMost(100, { "<record-1>": reply(400), "<record-5>": reply(503) }),
    ]);
    const records = sampleRecords(8);
    const delivery = await deliver(records, exporter);
    expect(delivery.held?.kind).toBe("transient");
    expect(delivery.poison.map(({ record }) => record)).toEqual([records[1]]);
    expect(delivery.accepted + delivery.poison.length + delivery.remaining.length).toBe(8);
  });

  it("cuts by count and by bytes before it sends", async () => {
    const { endpoint, exporter } = await connect([reply(200)]);
    await deliver(sampleRecords(10), exporter, { maxRecords: 4 });
    expect(endpoint.requests.map((request) => bodiesIn(request).length)).toEqual([4, 4, 2]);
    await deliver(sampleRecords(3), exporter, { maxBytes: 1 });
    expect(endpoint.requests.slice(3).map((request) => bodiesIn(request).length)).toEqual([1, 1, 1]);
  });

  it.for([
    ["config", reply(401)],
    ["transient", reply(500)],
  ] as const)("holds at a %s refusal and sends nothing after it", async ([kind, refuse]) => {
    const { endpoint, exporter } = await connect([takesAtMost(2, { "<record-3>": refuse })]);
    const records = sampleRecords(8);
    const delivery = await deliver(records, exporter);
    expect(delivery).toMatchObject({ accepted: 2, rejected: 0, warnings: [], held: { kind } });
    expect(delivery.remaining).toEqual(records.slice(2));
    expect(endpoint.requests.slice(-1).flatMap(bodiesIn)).toEqual(names(2, 4));
  });

  it("goes on, the next time, with what remained", async () => {
    const { endpoint, exporter } = await connect([reply(413), reply(200), reply(500), reply(200)]);
    const first = await deliver(sampleRecords(4), exporter);
    const second = await deliver(first.remaining, exporter);
    expect([first.accepted, second.accepted, second.held]).toEqual([2, 2, undefined]);
    expect(endpoint.requests.slice(-1).flatMap(bodiesIn)).toEqual(names(2, 4));
  });

  it("never sends a partly rejected request again, counts and tells it", async () => {
    const partial = '{"partialSuccess":{"rejectedLogRecords":"3","errorMessage":"too old"}}';
    const { endpoint, exporter } = await connect([reply(200, partial)]);
    expect(await deliver(sampleRecords(10), exporter)).toEqual({
      ...DONE,
      accepted: 7,
      rejected: 3,
      warnings: [{ about: "rejected", message: "The endpoint rejected 3 of the records: too old" }],
    });
    expect(endpoint.requests).toHaveLength(1);
  });

  it("does not believe that more was rejected than was sent", async () => {
    const { exporter } = await connect([reply(200, '{"partialSuccess":{"rejectedLogRecords":99}}')]);
    expect(await deliver(sampleRecords(10), exporter)).toMatchObject({ accepted: 0, rejected: 10 });
  });

  it("passes a warning on, once", async () => {
    const warning = reply(200, '{"partialSuccess":{"errorMessage":"slow down"}}');
    const { exporter } = await connect([takesAtMost(1, { "<record-0>": warning, "<record-1>": warning })]);
    const delivery = await deliver(sampleRecords(2), exporter);
    expect(delivery).toMatchObject({
      accepted: 2,
      warnings: [{ about: "remark", message: expect.stringContaining("slow down") }],
    });
  });
});

function names(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => `<record-${from + index}>`);
}

async function connect(
  script: readonly [Behaviour, ...Behaviour[]],
): Promise<{ endpoint: ScriptedEndpoint; exporter: Exporter }> {
  const endpoint = await startScriptedEndpoint(script);
  open.push(() => endpoint.close());
  const exporter = createTestExporter(endpoint.origin);
  open.push(() => exporter.shutdown());
  return { endpoint, exporter };
}
