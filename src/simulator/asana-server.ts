import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Answer, errorAnswer, rateLimitAnswer } from "./answer.ts";
import { type AsanaApi, answerRequest } from "./asana-api.ts";
import { type AsanaSimulatorOptions, SIMULATOR_DEFAULTS } from "./asana-defaults.ts";
import { EventStream } from "./event-stream.ts";
import { createEventSource } from "./events.ts";
import { faultAnswer } from "./fault-answer.ts";
import { type Fault, FaultSchedule } from "./faults.ts";
import { closeServer, listen } from "./listen.ts";
import { Offsets } from "./offsets.ts";
import { Quota } from "./quota.ts";
import { RequestLog, type SeenRequest } from "./request-log.ts";
import { sendAnswer } from "./send-answer.ts";

/** A running simulator. */
export interface AsanaSimulator {
  /** The base URL, such as `http://127.0.0.1:4080/api/1.0`. */
  readonly url: string;
  /** How many events a client could read now, over all workspaces. */
  readonly eventCount: number;
  /** The latest requests, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** The gids of all events a client could read now, of one workspace or of all. */
  gids(workspaceGid?: string): Iterable<string>;
  /** Lets `count` events happen now, in one workspace or in each. */
  append(count: number, workspaceGid?: string): void;
  /** Lets the newest events of a workspace appear late: only after `releaseEvents`, behind what was read meanwhile. */
  withholdEvents(count: number, workspaceGid: string): void;
  releaseEvents(): void;
  /** Sets what goes wrong from now on; undefined lets everything go well. */
  setFault(fault: Fault | undefined): void;
  /** Sets which tokens of service accounts are valid from now on; the others are revoked. */
  setTokens(tokens: readonly string[]): void;
  /** Makes every offset given so far expire. */
  expireOffsets(): void;
  close(): Promise<void>;
}

/**
 * Starts an HTTP server that answers as Asana's audit log documentation says.
 *
 * @throws ReceiverError when the port cannot be had
 */
export async function startAsanaSimulator(options: AsanaSimulatorOptions): Promise<AsanaSimulator> {
  const simulator = new Simulator({ ...SIMULATOR_DEFAULTS, ...options });
  await simulator.start();
  return simulator;
}

const BASE_PATH = "/api/1.0";

class Simulator implements AsanaSimulator {
  readonly #options: Required<AsanaSimulatorOptions>;
  readonly #api: AsanaApi;
  readonly #server: Server;
  readonly #closing = new AbortController();
  readonly #quotas = new Map<string, Quota>();
  readonly #log = new RequestLog();
  #tokens: readonly string[];
  #faults: FaultSchedule;
  #origin = "";

  constructor(options: Required<AsanaSimulatorOptions>) {
    this.#options = options;
    this.#tokens = options.tokens;
    this.#faults = new FaultSchedule(options.faults, options.seed);
    this.#api = {
      streams: new Map(options.workspaces.map((gid) => [gid, createStream(gid, options)])),
      offsets: new Offsets(options.seed),
      limits: options,
    };
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async start(): Promise<void> {
    this.#origin = await listen(this.#server, this.#options.port, this.#options.host);
  }

  get url(): string {
    return this.#origin + BASE_PATH;
  }

  get eventCount(): number {
    return this.#streams().reduce((sum, stream) => sum + stream.end - stream.begin, 0);
  }

  get requests(): readonly SeenRequest[] {
    return this.#log.requests;
  }

  *gids(workspaceGid?: string): Generator<string> {
    for (const stream of this.#streams(workspaceGid)) {
      const { end } = stream;
      for (let position = stream.begin; position < end; position++) yield stream.gidAt(position);
    }
  }

  append(count: number, workspaceGid?: string): void {
    for (const stream of this.#streams(workspaceGid)) stream.append(count);
  }

  withholdEvents(count: number, workspaceGid: string): void {
    for (const stream of this.#streams(workspaceGid)) stream.withhold(count);
  }

  releaseEvents(): void {
    for (const stream of this.#streams()) stream.release();
  }

  setFault(fault: Fault | undefined): void {
    this.#faults = new FaultSchedule(fault === undefined ? [] : [fault], this.#options.seed);
  }

  setTokens(tokens: readonly string[]): void {
    this.#tokens = tokens;
  }

  expireOffsets(): void {
    this.#api.offsets.expire();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await closeServer(this.#server);
  }

  #streams(workspaceGid?: string): EventStream[] {
    if (workspaceGid === undefined) return [...this.#api.streams.values()];
    const stream = this.#api.streams.get(workspaceGid);
    if (stream === undefined) throw new RangeError(`no workspace ${workspaceGid}`);
    return [stream];
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(request.url ?? "/", this.#origin) ?? new URL(this.#origin);
    const fault = this.#faults.next();
    const setStatus = this.#log.add(this.#options.clock.now(), request.method ?? "", url, fault?.kind);
    // Whoever hangs up first ends a hang.
    if (fault?.kind === "hang") return;
    if (fault?.kind === "reset") {
      request.socket.resetAndDestroy();
      return;
    }
    if (fault?.kind === "expire") this.expireOffsets();
    const answer = faultAnswer(fault) ?? (await this.#answer(request, response, url, fault?.kind === "huge"));
    setStatus(answer.status);
    const bodyFault = fault?.kind === "cut" || fault?.kind === "drip" ? fault.kind : undefined;
    const { gzip, clock } = this.#options;
    await sendAnswer(request, response, answer, {
      fault: bodyFault,
      gzip,
      clock,
      closing: this.#closing.signal,
    });
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    isHuge: boolean,
  ): Promise<Answer> {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const isServiceAccount = this.#tokens.includes(token);
    if (!isServiceAccount && !this.#options.userTokens.includes(token)) return errorAnswer(401);
    const admission = this.#quotaOf(token).admit(this.#options.clock.now());
    if (admission.kind === "refused") return rateLimitAnswer(admission.retryAfterSeconds);
    response.once("close", admission.leave);
    await this.#options.clock.sleep(this.#options.latencyMs, this.#closing.signal);
    // Documented: only service accounts may read the audit log. How the refusal is worded is inferred.
    if (!isServiceAccount) return errorAnswer(403, "Only service accounts can read audit log events.");
    return answerRequest(this.#api, {
      method: request.method ?? "",
      path: url.pathname.startsWith(BASE_PATH) ? url.pathname.slice(BASE_PATH.length) : "",
      query: url.searchParams,
      baseUrl: this.url,
      isHuge,
    });
  }

  #quotaOf(token: string): Quota {
    const quota = this.#quotas.get(token) ?? new Quota(this.#options);
    this.#quotas.set(token, quota);
    return quota;
  }
}

function createStream(workspaceGid: string, options: Required<AsanaSimulatorOptions>): EventStream {
  const { seed, events, historyMs, rate, retentionMs, clock } = options;
  const startedAt = clock.now();
  const firstAt = startedAt - historyMs;
  const source = createEventSource({ seed, workspaceGid, firstAt, lastAt: startedAt, count: events });
  return new EventStream({
    source,
    historyCount: events,
    rate,
    startedAt,
    retentionMs,
    now: () => clock.now(),
  });
}
