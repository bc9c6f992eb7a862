import { BinaryReader } from "@bufbuild/protobuf/wire";

/** An endpoint's HTTP answer to one export. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** The answer's own, else the request's: an endpoint must answer in the encoding it was asked in. */
  readonly contentType: string;
  readonly body: Buffer;
  /** False when the body broke off or was too long to be read. */
  readonly isComplete: boolean;
}

/** What an answer that acknowledges records says of them. */
export interface Acknowledgement {
  readonly rejected: number;
  /** Why it deserves a person's attention; completes "The endpoint answered 200 OK". */
  readonly remark?: string;
  /** The endpoint's own words, uncut and unredacted; "" when there are none. */
  readonly words: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads the body of a 2xx answer, in either encoding, with camelCase or snake_case names. */
export function readAcknowledgement(answer: Answer): Acknowledgement {
  const response = decodeResponse(answer);
  const partial = response?.["partialSuccess"] ?? response?.["partial_success"];
  if (isObject(partial)) {
    const rejected = Number(partial["rejectedLogRecords"] ?? partial["rejected_log_records"] ?? 0);
    const words = textOf(partial["errorMessage"] ?? partial["error_message"]);
    if (rejected > 0) return { rejected, words };
    if (words !== "") return { rejected: 0, remark: "with a warning", words };
  }
  if (!answer.isComplete) return { rejected: 0, remark: "but the rest of it did not arrive", words: "" };
  const isOtlp = response !== undefined && (partial !== undefined || Object.keys(response).length === 0);
  return isOtlp
    ? { rejected: 0, words: "" }
    : { rejected: 0, remark: "but not in OTLP", words: wordsOf(answer) };
}

/** The endpoint's own words in an answer of whatever format, uncut and unredacted; "" when there are none. */
export function wordsOf(answer: Answer): string {
  if (isProtobuf(answer)) return rpcStatusMessage(answer.body);
  const text = answer.body.toString();
  if (answer.contentType.includes("html")) return text.replace(/<[^>]*>/g, " ");
  const json = parseJson(text);
  if (!isObject(json)) return text;
  const [first] = Array.isArray(json["errors"]) ? json["errors"] : [];
  const candidates = [json["message"], isObject(first) ? first["message"] : first, json["error"]];
  return candidates.map(textOf).find((words) => words !== "") ?? text;
}

/** Undefined when the body is no object of its encoding. */
function decodeResponse(answer: Answer): JsonObject | undefined {
  if (answer.body.length === 0) return {};
  if (!isProtobuf(answer)) {
    const json = parseJson(answer.body.toString());
    return isObject(json) ? json : undefined;
  }
  try {
    return readResponse(answer.body);
  } catch {
    // Not protobuf after all; the caller says so.
    return undefined;
  }
}

/** An ExportLogsServiceResponse, by the names that it has in JSON. */
function readResponse(body: Buffer): JsonObject {
  const reader = new BinaryReader(body);
  let response: JsonObject = {};
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1) response = { partialSuccess: readPartialSuccess(reader.bytes()) };
    else reader.skip(wireType, field);
  }
  return response;
}

function readPartialSuccess(bytes: Uint8Array): JsonObject {
  const reader = new BinaryReader(bytes);
  const partial: Record<string, unknown> = {};
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1) partial["rejectedLogRecords"] = reader.int64();
    else if (field === 2) partial["errorMessage"] = reader.string();
    else reader.skip(wireType, field);
  }
  return partial;
}

/** `message` of a google.rpc.Status, which is what OTLP's error answers are in protobuf. */
function rpcStatusMessage(body: Buffer): string {
  const reader = new BinaryReader(body);
  let message = "";
  try {
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field === 2) message = reader.string();
      else reader.skip(wireType, field);
    }
  } catch {
    // The status line is told anyway; bytes that are no Status add nothing a person can read.
    return "";
  }
  return message;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Any text is a possible answer; only JSON has names to look for.
    return undefined;
  }
}

function isProtobuf(answer: Answer): boolean {
  return answer.contentType.includes("protobuf");
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
