import { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { createRedactor, Secret } from "../../src/config/secret.ts";
import { createLogger } from "../../src/telemetry/log.ts";
import { CollectingStream } from "../support/collecting-stream.ts";
import { findSecrets } from "../support/find-secrets.ts";

const ESCAPE = "\u001b";
const TOKEN = '2/98f4-token/that:nobody+may&see%40all"quoted"';

/** A logger and what it has written. */
function create(isTTY: boolean) {
  const stream = new CollectingStream(isTTY);
  const redact = createRedactor([new Secret(TOKEN)]);
  return { stream, logger: createLogger({ level: "debug", redact, stream }) };
}

describe.each([
  ["a file", false],
  ["a terminal", true],
])("a log that goes to %s", (_, isTTY) => {
  it("tells no secret, wherever in a line it stands", () => {
    const { stream, logger } = create(isTTY);
    logger.info(`in the message: ${TOKEN}`);
    logger.info({ inAField: TOKEN, within: { a: [{ deep: `x${TOKEN}x` }] } }, "in fields");
    logger.info({ [TOKEN]: 1 }, "in a key");
    logger.error(new Error(`in an error: ${TOKEN}`, { cause: new Error(TOKEN) }));
    logger.error({ inAUrl: encodeURIComponent(TOKEN), inJson: JSON.stringify({ TOKEN }) }, "in other forms");
    logger.child({ bound: TOKEN }).info({ secret: new Secret("another secret") }, "by a child");
    expect(stream.lines.length).toBeGreaterThanOrEqual(6);
    expect(findSecrets([TOKEN, "another secret"], { log: stream.text })).toEqual([]);
  });

  it("has no more than its level asks for", () => {
    const { stream, logger } = create(isTTY);
    logger.trace("too much");
    logger.debug("enough");
    expect(stream.lines).toEqual([expect.stringContaining("enough")]);
  });
});

it("a log that goes to a file is JSON, a line each", () => {
  const { stream, logger } = create(false);
  logger.warn({ source: "Acme", note: "two\nlines" }, "careful");
  expect(JSON.parse(stream.lines[0] ?? "")).toEqual({
    level: "warn",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    source: "Acme",
    note: "two\nlines",
    msg: "careful",
  });
});

it("a log that goes to a terminal has time, level, message and the rest in one line", () => {
  const { stream, logger } = create(true);
  logger.warn({ source: "Acme EU", state: "Error", retryAt: undefined, counts: { a: 1 } }, "careful");
  expect(stripVTControlCharacters(stream.text)).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} WARN {2}careful source="Acme EU" state=Error counts=\{"a":1\}\n$/,
  );
});

it("no name from Asana commands the terminal", () => {
  const { stream, logger } = create(true);
  logger.info({ source: "A\u001b]0;owned\u0007B", "k\u001b[2J": 1 }, "hello\u001b[31m\u202e\nworld");
  // Our own colours are of this form, and nothing else is.
  const plain = stream.lines[0]?.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, "g"), "");
  expect(plain).toBe(
    `${plain?.slice(0, 12)} INFO  hello\\u{1b}[31m\\u{202e}\\nworld source=A\\u{1b}]0;owned\\u{7}B k\\u{1b}[2J=1`,
  );
});

it("a log that is not read takes a bounded memory, and tells how much was left out when it is read again", async () => {
  let text = "";
  let read: (() => void) | undefined;
  const stream = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      if (read === undefined) read = done;
      else done();
    },
  });
  const logger = createLogger({ level: "info", redact: (each) => each, stream });
  const lineOf = (index: number) => ({ index, filler: "x".repeat(10_000) });
  for (let index = 0; index < 1000; index++) logger.info(lineOf(index), "line");
  expect(stream.writableLength).toBeGreaterThan(1_000_000);
  expect(stream.writableLength).toBeLessThan(1_200_000);
  const drained = new Promise((resolve) => stream.once("drain", resolve));
  read?.();
  await drained;
  logger.info("read again");
  await new Promise((resolve) => stream.write("", resolve));
  const lines = text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const kept = lines.filter(({ msg }) => msg === "line");
  expect(kept.map(({ index }) => index)).toEqual(kept.map((_, index) => index));
  expect(lines.slice(kept.length)).toMatchObject([
    {
      level: "warn",
      lines: 1000 - kept.length,
      msg: "lines of this log were left out while it was not read",
    },
    { level: "info", msg: "read again" },
  ]);
});
