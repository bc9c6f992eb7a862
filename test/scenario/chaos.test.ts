import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { exportedHealth } from "../support/exported-health.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { followFiles, type LiveFiles } from "../support/live-files.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { INTERVAL_MS, pollAll, restart, untilAllResting, untilRestingIn } from "../support/scenario.ts";
import { openFolder, type SourceFolder } from "../support/source-folder.ts";

const WORKSPACES = { Acme: WORKSPACE, Globex: "1200000000000042", Initech: "1200000000000043" } as const;
type Name = keyof typeof WORKSPACES;
const NAMES = ["Acme", "Globex", "Initech"] as const;
const FILES = ["acme.json", "b.json", "c.json", "d.json"] as const;

const STEPS = 120;
const HOUR_MS = 3_600_000;

/** One thing that happens to the folder, to Asana or to the endpoint. */
const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom("put", "take"),
    file: fc.constantFrom(...FILES),
    name: fc.constantFrom(...NAMES),
  }),
  fc.record({ kind: fc.constantFrom("edit"), name: fc.constantFrom(...NAMES), category: fc.nat(9) }),
  fc.record({
    kind: fc.constantFrom("rename"),
    from: fc.constantFrom(...FILES),
    to: fc.constantFrom(...FILES),
  }),
  fc.record({ kind: fc.constantFrom("break", "mend"), file: fc.constantFrom(...FILES) }),
  fc.record({ kind: fc.constantFrom("restart"), name: fc.constantFrom(...NAMES) }),
  fc.record({ kind: fc.constantFrom("rateLimited", "forbidden", "garbage", "reset", "cut", "expire") }),
  fc.record({ kind: fc.constantFrom("endpointFails", "allWell", "allWell", "checkHealth", "reboot") }),
  fc.record({ kind: fc.constantFrom("look", "look", "settle", "events", "poll", "rest") }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The folder as it should be read, were no file broken. */
class Model {
  readonly #folder: SourceFolder;
  readonly #files = new Map<string, Set<Name>>([["acme.json", new Set(["Acme"])]]);
  readonly #broken = new Set<string>();
  readonly #categories = new Map<Name, number>();

  constructor(folder: SourceFolder) {
    this.#folder = folder;
  }

  put(file: string, name: Name): void {
    this.#files.set(file, (this.#files.get(file) ?? new Set()).add(name));
    this.#write(file);
  }

  take(file: string, name: Name): void {
    if (this.#files.get(file)?.delete(name) === true) this.#write(file);
  }

  edit(name: Name, category: number): void {
    this.#categories.set(name, category);
    for (const [file, names] of this.#files) if (names.has(name)) this.#write(file);
  }

  rename(from: string, to: string): void {
    const names = this.#files.get(from);
    if (names === undefined || this.#files.has(to)) return;
    this.#folder.rename(from, to);
    this.#files.delete(from);
    this.#files.set(to, names);
    if (this.#broken.delete(from)) this.#broken.add(to);
  }

  break(file: string): void {
    if (!this.#files.has(file)) return;
    this.#broken.add(file);
    this.#folder.break(file);
  }

  mend(file: string): void {
    if (this.#broken.has(file)) this.#write(file);
  }

  /** Each source in the first file that has it, nothing broken. */
  tidy(): void {
    const seen = new Set<Name>();
    for (const [file, names] of [...this.#files]) {
      for (const name of [...names]) {
        if (seen.has(name)) names.delete(name);
        seen.add(name);
      }
      this.#write(file);
    }
    for (const name of NAMES) if (!seen.has(name)) this.put(`${name.toLowerCase()}-again.json`, name);
  }

  #write(file: string): void {
    this.#broken.delete(file);
    const names = [...(this.#files.get(file) ?? [])];
    if (names.length === 0) {
      this.#files.delete(file);
      this.#folder.remove(file);
      return;
    }
    const configs = names.map((name) => {
      const category = `step/${this.#categories.get(name) ?? 0}`;
      return { name, workspaceID: WORKSPACES[name], category };
    });
    this.#folder.write(file, ...configs);
  }
}

/** What the steps work on; a reboot puts another receiver there. */
interface Stage {
  readonly line: Line;
  readonly model: Model;
  receiver: Receiver;
  files: LiveFiles;
}

/** In some of the requests, so that the sources get on. */
const SHARE = 0.4;

async function reboot(stage: Stage): Promise<void> {
  const { line, receiver, model } = stage;
  // With an error in its files a receiver does not start.
  model.tidy();
  await receiver.stop();
  stage.receiver = await startReceiver(line, { clock: receiver.clock, exportsHealth: true });
  stage.files = await followFiles(line, stage.receiver);
}

async function play(step: Step, stage: Stage): Promise<void> {
  const { line, receiver, files, model } = stage;
  switch (step.kind) {
    case "put":
    case "take":
      return model[step.kind](step.file, step.name);
    case "edit":
      return model.edit(step.name, step.category);
    case "rename":
      return model.rename(step.from, step.to);
    case "break":
    case "mend":
      return model[step.kind](step.file);
    case "restart":
      return void restart(receiver, step.name);
    case "rateLimited":
      return line.asana.setFault({ kind: "status", status: 429, retryAfter: 20, share: SHARE });
    case "forbidden":
      return line.asana.setFault({ kind: "status", status: 403, share: SHARE });
    case "garbage":
    case "reset":
    case "cut":
      return line.asana.setFault({ kind: step.kind, share: SHARE });
    case "expire":
      return line.asana.expireOffsets();
    case "endpointFails":
      return line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    case "allWell":
      return makeWell(line);
    case "checkHealth":
      return receiver.collector.checkHealth();
    case "reboot":
      return reboot(stage);
    case "look":
      return files.look();
    case "settle":
      return files.settle();
    case "events":
      return line.asana.append(3);
    case "poll":
      receiver.clock.advance(INTERVAL_MS);
      return void (await nextTurn());
    case "rest":
      return untilAllResting(receiver);
    default:
      return step satisfies never;
  }
}

function makeWell({ asana, sink }: Line): void {
  asana.setFault(undefined);
  sink.setAnswer(undefined);
}

it.each([1, 2, 3, 4, 5, 6])(
  "whatever happens to the folder, Asana, the endpoint and the process: every event arrives once (seed %i)",
  async (seed) => {
    const clock = new FakeClock(Date.now());
    const line = await startLine({ clock, events: 150, workspaces: Object.values(WORKSPACES), seed });
    const first = await startReceiver(line, { clock, exportsHealth: true });
    const model = new Model(openFolder(line));
    const stage: Stage = { line, model, receiver: first, files: await followFiles(line, first) };
    for (const each of fc.sample(step, { seed, numRuns: STEPS })) await play(each, stage);

    const { receiver, files } = stage;
    makeWell(line);
    model.tidy();
    await files.settle();
    for (const name of NAMES) restart(receiver, name);
    for (const name of NAMES) await untilRestingIn("Collecting", receiver, name);
    clock.advance(HOUR_MS);
    line.asana.append(1);
    await pollAll(receiver);
    await receiver.collector.checkHealth();
    expect(receiver.collector.status()).toMatchObject({ incidents: [], health: "healthy" });

    const told = exportedHealth(line.sink).map(({ event }) => event.eventId);
    const known = receiver.collector.healthEvents().map(({ eventId }) => eventId);
    expect(told.sort()).toEqual(known.sort());
    const workspaces = Object.values(WORKSPACES);
    await expectAllAccountedFor(line, receiver, { workspaces, inAnyOrder: true });
  },
);
