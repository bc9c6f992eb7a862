import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { damage, damaged } from "./broken-files.ts";

/** What Asana, or whatever stands in its place, answers. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const EVENTS = new URL("../fixtures/events/", import.meta.url);

const eventTexts: readonly string[] = readdirSync(EVENTS).map((name) =>
  readFileSync(new URL(name, EVENTS), "utf8"),
);

const offset = fc.oneof(fc.constantFrom("next", "", "0"), fc.string(), fc.jsonValue());
const nextPage = fc.oneof(fc.constant(null), fc.record({ offset }), fc.jsonValue());

/** A page as Asana writes it, of real events. */
const realPage = fc
  .record({
    events: fc.subarray([...eventTexts], { maxLength: 6 }),
    offset: fc.constantFrom("next", "later"),
  })
  .map(({ events, offset: next }) => `{"data":[${events.join(",")}],"next_page":{"offset":"${next}"}}`);

/** A page whose events may be anything, `secret` among it. */
function oddPage(secret: string): fc.Arbitrary<string> {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        gid: fc.oneof(fc.string(), fc.constantFrom<unknown>(secret, 12, null, "", "\ud800")),
        created_at: fc.oneof(
          fc.constantFrom<unknown>("2026-05-01T00:00:00.000Z", "9999-12-31T00:00:00Z", 5, secret),
          fc.string(),
        ),
        event_type: fc.oneof(fc.string(), fc.constant(secret)),
        actor: fc.jsonValue(),
        resource: fc.jsonValue(),
        context: fc.jsonValue(),
        details: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  return fc
    .record(
      { data: fc.oneof(fc.array(odd, { maxLength: 4 }), fc.jsonValue()), next_page: nextPage },
      { requiredKeys: ["data"] },
    )
    .map((page) => JSON.stringify(page));
}

/** An error as Asana words it, which repeats what it was asked with somewhere in it. */
function errorText(secret: string): fc.Arbitrary<string> {
  const words = fc
    .tuple(
      fc.string({ maxLength: 320 }),
      fc.constantFrom(secret, `Bearer ${secret}`, JSON.stringify(secret), encodeURIComponent(secret)),
    )
    .map((parts) => parts.join(""));
  return fc
    .record({ errors: fc.oneof(fc.array(fc.record({ message: words, phrase: words })), fc.jsonValue()) })
    .map((body) => JSON.stringify(body));
}

const STATUSES = [200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 418, 429, 451, 500, 503];

/** Answers of any kind; those that are texts may repeat `secret`. */
export function pageAnswer(secret: string): fc.Arbitrary<PageAnswer> {
  const text = fc.oneof(
    realPage,
    oddPage(secret),
    errorText(secret),
    fc
      .tuple(fc.oneof(realPage, oddPage(secret)), damage, damage)
      .map(([page, ...harms]) => harms.reduce(damaged, page)),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.constant(`${"[".repeat(20_000)}`),
    fc.constant(`<html>${secret}</html>`),
  );
  const body = fc.oneof(
    { weight: 6, arbitrary: text.map((each) => new Uint8Array(Buffer.from(each))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
  const coding = fc.constantFrom("none", "none", "none", "gzip", "claimedGzip", "br");
  return fc
    .record({
      status: fc.constantFrom(...STATUSES),
      coding,
      body,
      retryAfter: fc.constantFrom("", "0", "3", "soon"),
    })
    .map(({ status, coding: packed, body: plain, retryAfter }) => ({
      status,
      headers: {
        "content-type": "application/json",
        ...(packed === "none" ? {} : { "content-encoding": packed === "br" ? "br" : "gzip" }),
        ...(retryAfter === "" ? {} : { "retry-after": retryAfter }),
      },
      body: packed === "gzip" ? new Uint8Array(gzipSync(plain)) : plain,
    }));
}
