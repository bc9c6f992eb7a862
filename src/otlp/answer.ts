import { readCount } from "../lib/read-count.ts";
import { decodeText, describeBytes, isReadable } from "./answer-text.ts";
import { beginsAsHtml, hasTag, isHtmlType, withoutTags } from "./html.ts";
import { readResponseMessage, readStatusMessage } from "./protobuf-answer.ts";

/** An endpoint's HTTP answer to one export. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** The answer's own, else the request's: an endpoint must answer in the encoding it was asked in. */
  readonly contentType: string;
  /** Unpacked, where that was possible. */
  readonly body: Buffer;
  /** False when the body broke off or was too long to be read. */
  readonly isComplete: boolean;
}

/** What a 2xx answer says of the records. */
export type Acknowledgement =
  | Taken
  /** A login page or a captive portal answered, and no endpoint: the records were not taken. */
  | { readonly kind: "page" };

interface Taken {
  readonly kind: "taken";
  /** Never more than were sent. */
  readonly rejected: number;
  /** Why it deserves a person's attention; completes "The endpoint answered 200 OK". */
  readonly remark?: string;
  /** The endpoint's own words, uncut and unredacted; "" when there are none. */
  readonly words: string;
}

/** What an export response says: its number is not checked yet. */
interface ExportResponse {
  readonly rejected: unknown;
  readonly words: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

const TAKEN: Taken = { kind: "taken", rejected: 0, words: "" };
const ALL_TAKEN: ExportResponse = { rejected: 0, words: "" };

/**
 * Says what a 2xx answer means. Its body decides, in whichever encoding it is; the Content-Type only where the body does
 * not. An empty body acknowledges; a page does not; whatever else it is, OTLP has a 2xx mean that the records were taken.
 *
 * @param sent how many records there were
 */
export function readAcknowledgement(answer: Answer, sent: number): Acknowledgement {
  const { body, contentType, isComplete } = answer;
  if (body.length === 0 && isComplete) return TAKEN;
  const text = decodeText(body, contentType);
  const isBlank = text?.trim() === "";
  if (isBlank && isComplete) return TAKEN;
  if (beginsAsHtml(body)) return { kind: "page" };
  const response = isBlank ? undefined : readExportResponse(body, text, isProtobuf(contentType));
  if (response !== undefined) {
    const taken = toTaken(response, sent);
    if (taken.rejected > 0 || taken.words !== "" || isComplete) return taken;
  } else if (isHtmlType(contentType) && (!isComplete || text === undefined || hasTag(body))) {
    return { kind: "page" };
  }
  return isComplete
    ? { kind: "taken", rejected: 0, remark: "but not in OTLP", words: wordsOf(answer) }
    : { kind: "taken", rejected: 0, remark: "but the rest of it did not arrive", words: "" };
}

/** The endpoint's own words in an answer of whatever format, uncut and unredacted; "" when there are none. */
export function wordsOf({ body, contentType }: Answer): string {
  if (body.length === 0) return "";
  const text = decodeText(body, contentType);
  const json = text === undefined ? undefined : parseJson(text);
  if (isObject(json)) return messageIn(json) ?? text ?? "";
  const isText = text !== undefined && isReadable(text);
  if (isProtobuf(contentType) || !isText) {
    const message = readStatusMessage(body, isProtobuf(contentType));
    if (message !== undefined && (message.length > 0 || !isText)) return toWords(message);
  }
  if (!isText) return describeBytes(body);
  return isHtmlType(contentType) || beginsAsHtml(body) ? withoutTags(text) : text;
}

/**
 * A number that cannot be true is shown. A partial success must not be sent again, says OTLP, so it is taken in either case:
 * with more than all, all were rejected; with what is no count, none that we know of.
 */
function toTaken({ rejected, words }: ExportResponse, sent: number): Taken {
  const count = readCount(rejected);
  if (count === undefined || count > sent) {
    const stated = typeof rejected === "object" ? "no number" : String(rejected);
    const shown = [`${stated} by its own count`, words].filter((part) => part !== "").join("; ");
    const remark = "with a number of rejected records that cannot be";
    return { kind: "taken", rejected: count === undefined ? 0 : sent, remark, words: shown };
  }
  if (count > 0 || words === "") return { kind: "taken", rejected: count, words };
  return { kind: "taken", rejected: 0, remark: "with a warning", words };
}

/** Undefined when the body is no export response in either encoding. No JSON is such a message in protobuf. */
function readExportResponse(
  body: Buffer,
  text: string | undefined,
  isDeclaredProtobuf: boolean,
): ExportResponse | undefined {
  const json = text === undefined ? undefined : parseJson(text);
  if (json !== undefined) return toExportResponse(json);
  const message = readResponseMessage(body, isDeclaredProtobuf);
  return message && { rejected: message.rejected, words: toWords(message.words) };
}

/** With camelCase or snake_case names; null is what is not set. Metrics have data points in place of records. */
function toExportResponse(json: unknown): ExportResponse | undefined {
  if (json === null) return ALL_TAKEN;
  if (!isObject(json)) return undefined;
  const partial = json["partialSuccess"] ?? json["partial_success"] ?? null;
  if (partial === null) {
    const isResponse =
      "partialSuccess" in json || "partial_success" in json || Object.keys(json).length === 0;
    return isResponse ? ALL_TAKEN : undefined;
  }
  if (!isObject(partial)) return undefined;
  return {
    rejected:
      partial["rejectedLogRecords"] ??
      partial["rejected_log_records"] ??
      partial["rejectedDataPoints"] ??
      partial["rejected_data_points"] ??
      0,
    words: textOf(partial["errorMessage"] ?? partial["error_message"]),
  };
}

function messageIn(json: JsonObject): string | undefined {
  const [first] = Array.isArray(json["errors"]) ? json["errors"] : [];
  const candidates = [json["message"], isObject(first) ? first["message"] : first, json["error"]];
  return candidates.map(textOf).find((words) => words !== "");
}

function toWords(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  return text !== undefined && isReadable(text) ? text : describeBytes(bytes);
}

/** Undefined when it is not JSON: any text is a possible answer. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProtobuf(contentType: string): boolean {
  return /protobuf/i.test(contentType);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
