import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { closeServer, listen } from "./listen.ts";
import {
  type OtlpAnswer,
  type OtlpMediaType,
  type PartialSuccess,
  readMediaType,
  refusalAnswer,
  successAnswer,
  textAnswer,
} from "./otlp-answer.ts";
import { readOtlpBody } from "./otlp-body.ts";
import { OtlpDecodeError } from "./otlp-decode-error.ts";
import { decodeOtlpJson } from "./otlp-json.ts";
import { decodeOtlpProtobuf } from "./otlp-protobuf.ts";
import { type Keep, listRecords, type SinkRecord, Tally } from "./otlp-tally.ts";

/** How the sink behaves. */
export interface OtlpSinkOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly host?: string;
  /** What is remembered of the records; `gids` unless said otherwise. */
  readonly keep?: Keep;
}

/** A request that could be decoded. */
interface SinkRequest {
  /** 1 for the first one. */
  readonly number: number;
  readonly mediaType: OtlpMediaType;
  readonly headers: IncomingHttpHeaders;
  readonly records: readonly SinkRecord[];
}

/** An answer that a test or a demonstration chooses. Records are counted unless it is a refusal. */
type ScriptedAnswer =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Instead of the body that would belong to the status. */
      readonly body?: string | Uint8Array;
    }
  | ({ readonly kind: "partial" } & PartialSuccess)
  /** The records are taken, but the connection breaks in the middle of the answer. */
  | { readonly kind: "cut" }
  | { readonly kind: "hang" }
  | { readonly kind: "reset" };

/** Chooses an answer, in its own time; undefined for the ordinary one. */
type AnswerScript = (
  request: SinkRequest,
) => ScriptedAnswer | undefined | Promise<ScriptedAnswer | undefined>;

/** What has arrived so far. Gids are not counted when only counts are kept. */
interface SinkCounts {
  /** Requests of any kind, refused ones too. */
  readonly requests: number;
  /** Bytes of decoded requests' bodies on the wire. */
  readonly bytes: number;
  /** Records that were taken. */
  readonly records: number;
  readonly distinctGids: number;
  /** Records whose gid had been there before. */
  readonly duplicates: number;
}

/** A running sink. */
export interface OtlpSink {
  /** The endpoint, without /v1/logs. */
  readonly url: string;
  readonly counts: SinkCounts;
  readonly gids: ReadonlySet<string>;
  /** Every record taken, when records are kept. */
  readonly records: readonly SinkRecord[];
  /** Calls `listener` whenever the records of a request were taken, before the answer goes out. */
  onRequest(listener: (request: SinkRequest) => void): void;
  /** Lets `script` choose the answers from now on; undefined ends that. */
  setAnswer(script: AnswerScript | undefined): void;
  close(): Promise<void>;
}

/**
 * Starts an OTLP/HTTP endpoint for logs that takes and refuses what an OpenTelemetry Collector's otlp
 * receiver takes and refuses, in its words.
 *
 * @throws ReceiverError when the port cannot be had
 */
export async function startOtlpSink(options: OtlpSinkOptions = {}): Promise<OtlpSink> {
  const sink = new Sink(options.keep ?? "gids");
  await sink.start(options.port ?? 0, options.host ?? "127.0.0.1");
  return sink;
}

class Sink implements OtlpSink {
  readonly #server: Server;
  readonly #tally: Tally;
  readonly #listeners: ((request: SinkRequest) => void)[] = [];
  #script: AnswerScript | undefined;
  #requests = 0;
  #bytes = 0;
  url = "";

  constructor(keep: Keep) {
    this.#tally = new Tally(keep);
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async start(port: number, host: string): Promise<void> {
    this.url = await listen(this.#server, port, host);
  }

  get counts(): SinkCounts {
    const { recordCount, duplicates, gids } = this.#tally;
    const seen = { requests: this.#requests, bytes: this.#bytes };
    return { ...seen, records: recordCount, distinctGids: gids.size, duplicates };
  }

  get gids(): ReadonlySet<string> {
    return this.#tally.gids;
  }

  get records(): readonly SinkRecord[] {
    return this.#tally.records;
  }

  onRequest(listener: (request: SinkRequest) => void): void {
    this.#listeners.push(listener);
  }

  setAnswer(script: AnswerScript | undefined): void {
    this.#script = script;
  }

  close(): Promise<void> {
    return closeServer(this.#server);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#requests += 1;
    const number = this.#requests;
    const mediaType = readMediaType(request.headers["content-type"]);
    const refusal = refuse(request, mediaType);
    if (refusal !== undefined || mediaType === undefined) {
      send(response, refusal ?? UNSUPPORTED);
      return;
    }
    const decoded = await this.#decode(request, mediaType);
    if (decoded.kind === "gone") return;
    if (decoded.kind === "refusal") send(response, decoded.answer);
    else
      await this.#answer(response, { number, mediaType, headers: request.headers, records: decoded.records });
  }

  async #decode(request: IncomingMessage, mediaType: OtlpMediaType): Promise<Decoded> {
    try {
      const { bytes, wireBytes } = await readOtlpBody(request);
      this.#bytes += wireBytes;
      const decoded =
        mediaType === "application/json" ? decodeOtlpJson(bytes.toString()) : decodeOtlpProtobuf(bytes);
      return { kind: "records", records: listRecords(decoded) };
    } catch (error) {
      if (error instanceof OtlpDecodeError) {
        return { kind: "refusal", answer: refusalAnswer(mediaType, 400, error.message) };
      }
      // A client that hangs up in the middle of its request hears nothing more.
      if (request.destroyed) return { kind: "gone" };
      throw error;
    }
  }

  async #answer(response: ServerResponse, request: SinkRequest): Promise<void> {
    const scripted = await this.#script?.(request);
    if (scripted?.kind === "hang") return;
    if (scripted?.kind === "reset") {
      response.socket?.resetAndDestroy();
      return;
    }
    const answer = toAnswer(request.mediaType, scripted);
    if (answer.status >= 200 && answer.status < 300) {
      this.#tally.add(request.records);
      for (const listener of this.#listeners) listener(request);
    }
    if (scripted?.kind === "cut") cut(response, answer);
    else send(response, answer);
  }
}

type Decoded =
  | { readonly kind: "records"; readonly records: SinkRecord[] }
  | { readonly kind: "refusal"; readonly answer: OtlpAnswer }
  | { readonly kind: "gone" };

const LOGS_PATH = "/v1/logs";
const NOT_FOUND = textAnswer(404, "404 page not found\n");
const ONLY_POST = textAnswer(405, "405 method not allowed, supported: [POST]");
const UNSUPPORTED = textAnswer(
  415,
  "415 unsupported media type, supported: [application/json, application/x-protobuf]",
);

/** Refuses by the head alone, in an OpenTelemetry Collector's order. */
function refuse(
  { url, method }: IncomingMessage,
  mediaType: OtlpMediaType | undefined,
): OtlpAnswer | undefined {
  if (url?.split("?")[0] !== LOGS_PATH) return NOT_FOUND;
  if (method !== "POST") return ONLY_POST;
  return mediaType === undefined ? UNSUPPORTED : undefined;
}

function toAnswer(mediaType: OtlpMediaType, scripted: ScriptedAnswer | undefined): OtlpAnswer {
  if (scripted?.kind === "partial") return successAnswer(mediaType, scripted);
  if (scripted?.kind !== "status") return successAnswer(mediaType);
  const { status, headers, body } = scripted;
  const usual =
    status >= 200 && status < 300
      ? successAnswer(mediaType)
      : refusalAnswer(mediaType, status, `status ${status}`);
  return { status, headers: { ...usual.headers, ...headers }, body: body ?? usual.body };
}

function send(response: ServerResponse, { status, headers, body }: OtlpAnswer): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** Promises the whole body, sends half of it, and hangs up. */
function cut(response: ServerResponse, { status, headers, body }: OtlpAnswer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
