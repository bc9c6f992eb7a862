import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createAsanaClient } from "../../src/asana/client.ts";
import { Secret } from "../../src/config/secret.ts";
import type { Clock } from "../../src/lib/clock.ts";
import { deliver } from "../../src/otlp/deliver.ts";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";
import { Standing } from "../../src/otlp/standing.ts";
import { NEW_TRIAL } from "../../src/otlp/trial.ts";
import { toRecord } from "../../src/record/to-record.ts";
import { Slots } from "../../src/source/slots.ts";
import { type RunEnd, Source, type SourceOptions } from "../../src/source/source.ts";
import type { SourceChange } from "../../src/source/source-change.ts";
import type { SourcePorts } from "../../src/source/source-ports.ts";
import { createMemoryCheckpoints } from "./memory-checkpoints.ts";
import { NO_LIMITS } from "./no-limits.ts";
import type { PageAnswer } from "./page-bodies.ts";

/** The token of every source here. */
export const SCRIPTED_TOKEN = "2/98f4-token:that/nobody may+see%40all";

const DIRECTLY = { connectTimeoutMs: 10_000, ca: undefined, proxy: undefined };

/** Whatever comes, a run with `once` ends after far fewer requests. */
export const MOST_REQUESTS = 200;

const WORKSPACE = "1204094735693514";
const NOW = Date.parse("2026-06-01T12:00:00Z");
const OVERLAP_MS = 600_000;

/** What one run of a source came to, and what it has told of itself, the events it has delivered left out. */
export interface ScriptedRun {
  readonly end: RunEnd;
  readonly states: readonly string[];
  readonly told: string;
  readonly requests: number;
}

/** A server that answers as it is told, and a client. */
export interface ScriptedAsana {
  /** Lets a source read these answers, the last one again and again, to the end of its log or of its patience. */
  follow(answers: readonly [PageAnswer, ...PageAnswer[]]): Promise<ScriptedRun>;
  close(): Promise<void>;
}

/** However long a wait, it takes a millisecond. */
function createHastyClock(): Clock {
  let now = NOW;
  return {
    now: () => now,
    sleep: async () => {
      now += 1;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const OPTIONS: SourceOptions = {
  fingerprint: "print",
  startAt: { kind: "beginning" },
  pageLimit: 100,
  overlapMs: OVERLAP_MS,
  sweep: undefined,
  retry: { ThirdPartyConfig: "never", ThirdPartyGeneric: "indefinitely", FirstPartyGeneric: "indefinitely" },
  intervalMs: 1000,
  once: true,
};

/** Starts server and client. */
export async function startScriptedAsana(): Promise<ScriptedAsana> {
  let answerNext = (): PageAnswer => ({ status: 500, headers: {}, body: new Uint8Array() });
  const server = createServer((_request, response) => {
    const { status, headers, body } = answerNext();
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clock = createHastyClock();
  const client = createAsanaClient({
    url,
    timeoutMs: 20_000,
    limits: NO_LIMITS,
    ...DIRECTLY,
    userAgent: "test",
    clock,
  });
  const token = new Secret(SCRIPTED_TOKEN);
  const pipe = createRecordPipe({ resource: {}, scope: { name: "test", version: "1" } });
  const createPorts = (observe: SourcePorts["observe"]): SourcePorts => {
    const limits = { replayWindowMs: OVERLAP_MS, mostDeadLetters: 10 };
    const slots = new Slots(1);
    const standing = new Standing({ clock, mostDeadPerHour: 20 });
    const { checkpoints } = createMemoryCheckpoints(limits, () => "Acme");
    return {
      fetchPage: (position, signal) =>
        client.fetchPage({ workspaceID: WORKSPACE, filters: {}, ...position }, token, signal),
      toRecord: (event, observedAt) => toRecord(event, { profile: "otel", body: "json", observedAt }),
      toReadable: (records) => pipe.toReadable(records),
      deliver: (records, trial = NEW_TRIAL) =>
        deliver(
          records,
          { send: async () => ({ kind: "accepted" }) },
          { maxRecords: 100, maxBytes: 1e6, trial, standing },
        ),
      checkpoint: checkpoints.source({ sourceId: 1, workspaceID: WORKSPACE }),
      takeSlot: (signal) => slots.take(1, signal),
      clock,
      asanaClock: client.clock,
      random: () => 0,
      observe,
    };
  };
  return {
    async follow(answers) {
      const stop = new AbortController();
      let requests = 0;
      answerNext = () => {
        requests += 1;
        if (requests > MOST_REQUESTS) stop.abort();
        return answers[requests - 1] ?? answers.at(-1) ?? answers[0];
      };
      const changes: SourceChange[] = [];
      const observe = (change: SourceChange): void =>
        void changes.push(change.kind === "page" ? { ...change, records: [] } : change);
      const source = new Source(createPorts(observe), OPTIONS);
      // What Asana has said in an earlier run does not count in this one.
      client.letThrough(WORKSPACE);
      const end = await source.run(stop.signal);
      const { checkpoint: _, ...snapshot } = source.snapshot();
      const states = changes.flatMap((change) => (change.kind === "state" ? [change.state] : []));
      return {
        end,
        states: [...states, snapshot.state],
        told: JSON.stringify([changes, snapshot]),
        requests,
      };
    },
    async close() {
      await client.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
