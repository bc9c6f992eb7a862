import type { AsanaEvent } from "../event/asana-event.ts";
import { scanEvent } from "../event/scan-event.ts";
import { endOfList, endOfObject, endOfValue, NOWHERE, skipSpace, stringAt } from "../lib/json-scan.ts";

/** What of an answer matters; of several members of one name the last counts, as in JSON.parse. */
export interface ScannedPage {
  /** The elements of `data`; undefined where there is no such list. */
  events: readonly AsanaEvent[] | undefined;
  /** Its JSON text. */
  nextPage: string | undefined;
  /** Whether it reports errors beside its data. */
  hasErrors: boolean;
}

const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const NULL = Buffer.from("null");

/**
 * Takes an answer apart in one go, and makes sure that all of it is JSON.
 *
 * @returns `invalid` where it is not, `other` where it is but no object
 */
export function scanPage(bytes: Buffer): ScannedPage | "invalid" | "other" {
  const start = skipSpace(bytes, 0);
  const page: ScannedPage = { events: undefined, nextPage: undefined, hasErrors: false };
  const isObject = bytes[start] === OPEN_OBJECT;
  const end = isObject ? scanMembers(bytes, start, page) : endOfValue(bytes, start);
  if (end < 0 || skipSpace(bytes, end) !== bytes.length) return "invalid";
  return isObject ? page : "other";
}

function scanMembers(bytes: Buffer, start: number, page: ScannedPage): number {
  return endOfObject(bytes, start, (nameStart, nameEnd, valueStart) => {
    const name = stringAt(bytes, nameStart, nameEnd);
    if (name === "data" && bytes[valueStart] === OPEN_ARRAY) return scanEvents(bytes, valueStart, page);
    const end = endOfValue(bytes, valueStart);
    if (name === "data") page.events = undefined;
    if (name === "errors") page.hasErrors = !isNothing(bytes.subarray(valueStart, end));
    if (name === "next_page") page.nextPage = bytes.toString("utf8", valueStart, end);
    return end;
  });
}

/** `null`, or a list without elements. */
function isNothing(value: Buffer): boolean {
  if (value[0] === OPEN_ARRAY) return value[skipSpace(value, 1)] === CLOSE_ARRAY;
  return value.equals(NULL);
}

function scanEvents(bytes: Buffer, start: number, page: ScannedPage): number {
  const events: AsanaEvent[] = [];
  page.events = events;
  return endOfList(bytes, start, (eventStart) => {
    const event = scanEvent(bytes, eventStart);
    if (event === undefined) return NOWHERE;
    events.push(event);
    return event.end;
  });
}
