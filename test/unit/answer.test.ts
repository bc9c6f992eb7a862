import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, readAcknowledgement, wordsOf } from "../../src/otlp/answer.ts";

const SENT = 10;
const HTML = "text/html; charset=utf-8";
const PROTOBUF = "application/x-protobuf";
const TYPES = [
  HTML,
  "Text/HTML",
  "application/xhtml+xml",
  "application/json",
  PROTOBUF,
  "text/plain",
  "",
  "text/html; charset=utf-16",
  "application/json; charset=shift_jis",
  "image/png",
];

const PAGE = { kind: "page" };
const TAKEN = { kind: "taken", rejected: 0, words: "" };
const withWarning = (remark: string, words: string) => ({ ...TAKEN, remark, words });
const notOtlp = (words: string) => withWarning("but not in OTLP", words);
const rejecting = (rejected: number, words: string) => ({ kind: "taken", rejected, words });

function read(body: string | Uint8Array, contentType: string, isComplete = true) {
  const answer: Answer = {
    status: 200,
    retryAfter: undefined,
    contentType,
    isComplete,
    body: Buffer.from(body),
  };
  return readAcknowledgement(answer, SENT);
}

/** Every row of the README's table, with examples: what the body is, as what it comes, the body, what it means. */
const TABLE: readonly (readonly [string, readonly string[], string | Uint8Array, unknown])[] = [
  ["nothing", TYPES, "", TAKEN],
  ["nothing but white space", TYPES, "\ufeff \r\n", TAKEN],
  ["a page", TYPES, "<html><body>Please sign in</body></html>", PAGE],
  ["a page in capitals behind white space", TYPES, "\n\t <HTML>", PAGE],
  ["a page behind a byte order mark", TYPES, "\ufeff<!DOCTYPE html>", PAGE],
  ["a page in UTF-16", TYPES, Buffer.from("\ufeff<html>", "utf16le"), PAGE],
  ["a page in UTF-16 without a mark", TYPES, Buffer.from("<html>", "utf16le"), PAGE],
  ["a page in another charset than it says", TYPES, Buffer.from("<html>zur\xfcck", "latin1"), PAGE],
  ["a page behind comments", TYPES, "<!-- a --><!-- <b> -->\n<body class=x>", PAGE],
  ["a page of comments", TYPES, "<!-- a", PAGE],
  ["XHTML", TYPES, '<?xml version="1.0"?>\n<!-- a -->\n<html xmlns="http://www.w3.org/1999/xhtml">', PAGE],
  ["a page with an old doctype", TYPES, '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">', PAGE],
  ["a script that leads elsewhere", TYPES, '<script>location="/login"</script>', PAGE],
  [
    "text with a tag in it",
    [HTML, "Text/HTML", "application/xhtml+xml"],
    "Please <a href=/>sign in</a>",
    PAGE,
  ],
  ["what is no text", [HTML], Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]), PAGE],
  ["an export response", TYPES, "{}", TAKEN],
  ["an export response of an OpenTelemetry Collector", TYPES, '{"partialSuccess":{}}', TAKEN],
  ["one whose partial success is null", TYPES, '{"partialSuccess":null}', TAKEN],
  ["one in snake_case", TYPES, '{"partial_success":null}', TAKEN],
  [
    "one whose fields are null",
    TYPES,
    '{"partialSuccess":{"rejectedLogRecords":null,"errorMessage":null}}',
    TAKEN,
  ],
  ["null", TYPES, "null", TAKEN],
  ["a partial success", TYPES, '{"partialSuccess":{"rejectedLogRecords":"3"}}', rejecting(3, "")],
  [
    "one in protobuf",
    TYPES,
    Buffer.from([0x0a, 7, 0x08, 3, 0x12, 3, ...Buffer.from("old")]),
    rejecting(3, "old"),
  ],
  ["an empty one in protobuf", TYPES, Buffer.from([0x0a, 0]), TAKEN],
  ["one with a field that is new", [PROTOBUF], Buffer.from([0x0a, 2, 0x18, 1, 0x10, 1]), TAKEN],
  ["one of data points", TYPES, '{"partialSuccess":{"rejectedDataPoints":2}}', rejecting(2, "")],
  ["a warning", TYPES, '{"partialSuccess":{"errorMessage":"old"}}', withWarning("with a warning", "old")],
  ["words", TYPES, "OK", notOtlp("OK")],
  ["other JSON", TYPES, '{"ok":true}', notOtlp('{"ok":true}')],
  ["JSON with an error", TYPES, '{"error":"over quota"}', notOtlp("over quota")],
  ["JSON that is no object", TYPES, "[7]", notOtlp("[7]")],
  [
    "XML",
    ["application/xml", "application/json"],
    "<?xml version='1.0'?><ok/>",
    notOtlp("<?xml version='1.0'?><ok/>"),
  ],
  [
    "what is no text",
    ["application/json", ""],
    Buffer.from([0, 1, 2, 255]),
    notOtlp("4 bytes that are not text"),
  ],
];

describe("a 2xx answer whose body is", () => {
  const rows = TABLE.flatMap(([what, types, body, meaning]) =>
    types.map((type) => [what, type, body, meaning] as const),
  );
  it.for(rows)("%s, as %j", ([, type, body, meaning]) => {
    expect(read(body, type)).toEqual(meaning);
  });
});

describe("a 2xx answer that broke off", () => {
  it.for([
    ["before its body, as HTML", "", HTML, PAGE],
    ["in words, as HTML", "Plea", HTML, PAGE],
    ["in a page", "<html><he", "application/json", PAGE],
    ["before its body", "", "application/json", withWarning("but the rest of it did not arrive", "")],
    ["in JSON", '{"partial', "application/json", withWarning("but the rest of it did not arrive", "")],
    ["behind JSON", "{}", "application/json", withWarning("but the rest of it did not arrive", "")],
    ["behind a count", '{"partialSuccess":{"rejectedLogRecords":2}}', "", rejecting(2, "")],
  ] as const)("%s", ([, body, type, meaning]) => {
    expect(read(body, type, false)).toEqual(meaning);
  });
});

describe("the number of rejected records", () => {
  const ofJson = (stated: string) =>
    read(`{"partialSuccess":{"rejectedLogRecords":${stated}}}`, "application/json");

  it.for([
    ["0", 0],
    ['"0"', 0],
    ["10", 10],
    ['"0000002"', 2],
    ["2.0", 2],
    ["1e1", 10],
  ] as const)("%s is %i", ([stated, rejected]) => {
    expect(ofJson(stated)).toEqual(rejecting(rejected, ""));
  });

  it.for([
    "0.5",
    '"2.5"',
    "-1",
    '"-1"',
    '"many"',
    '""',
    '" 1"',
    '"0x1"',
    '"NaN"',
    "1e999",
    "true",
    "[1]",
    "{}",
  ])("%s is none, and is shown", (stated) => {
    expect(ofJson(stated)).toMatchObject({
      kind: "taken",
      rejected: 0,
      remark: "with a number of rejected records that cannot be",
      words: expect.stringMatching(/./),
    });
  });

  it.for(["11", '"9223372036854775807"', "1e300"])("%s is that of all records", (stated) => {
    expect(ofJson(stated)).toMatchObject({
      rejected: SENT,
      words: expect.stringMatching(/ by its own count$/),
    });
  });

  it("is looked at in protobuf as well", () => {
    const minusOne = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1];
    expect(read(Buffer.from([0x0a, 11, 0x08, ...minusOne]), PROTOBUF)).toMatchObject({
      rejected: 0,
      words: "-1 by its own count",
    });
    // Its last byte says that another one follows.
    expect(read(Buffer.from([0x0a, 2, 0x08, 0xff]), PROTOBUF)).toMatchObject({ remark: "but not in OTLP" });
  });
});

it("any bytes have a meaning, and words that a person can read", () => {
  const bytes = fc.oneof(fc.uint8Array(), fc.string().map(Buffer.from), fc.json().map(Buffer.from));
  fc.assert(
    fc.property(bytes, fc.constantFrom(...TYPES), fc.boolean(), (body, contentType, isComplete) => {
      expect(["taken", "page"]).toContain(read(body, contentType, isComplete).kind);
      const answer = { status: 500, retryAfter: undefined, contentType, isComplete, body: Buffer.from(body) };
      expect(wordsOf(answer)).not.toMatch(/\0/);
    }),
  );
});

it("a long answer takes no time by its square", () => {
  const most = 4 * 2 ** 20;
  for (const start of ["<", "<!--", "<?", "<!a", " ", "[", "\u001b", "<!-- -->", "-"]) {
    const body = start.repeat(most / start.length);
    for (const type of [HTML, "application/json", PROTOBUF]) expect(read(body, type)).toHaveProperty("kind");
  }
});
