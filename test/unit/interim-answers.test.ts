import { Socket } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { skipInterimAnswers } from "../../src/lib/interim-answers.ts";

const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
const HINTS = "HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\nlink: </b>\r\n\r\n";
const FINAL = "HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";

/** What is read of a connection on which the pieces arrive, each by itself. */
function readPieces(pieces: readonly string[]): { text: string; error: Error | null } {
  const socket = Object.assign(new Socket(), { _read: () => undefined });
  socket.on("error", () => undefined);
  skipInterimAnswers((_, callback) => callback(null, socket))(
    { hostname: "", protocol: "", port: "" },
    () => {},
  );
  let text = "";
  for (const piece of pieces) {
    socket.push(piece, "latin1");
    const chunk: Buffer | null = socket.read();
    text += chunk?.toString("latin1") ?? "";
  }
  return { text, error: socket.errored };
}

describe("of what arrives on a connection", () => {
  it.for([
    ["one interim answer", CONTINUE],
    ["several", CONTINUE + HINTS + CONTINUE],
    ["one with line feeds alone", "HTTP/1.1 102 Processing\nretry: 1\n\n"],
    ["one without words", "HTTP/1.1 100\r\n\r\n"],
    ["one of HTTP/1.0", "HTTP/1.0 100 Continue\r\n\r\n"],
  ] as const)("%s is left out, cut at whatever place", ([, interim]) => {
    const all = interim + FINAL;
    expect(readPieces([all]).text).toBe(FINAL);
    expect(readPieces([...all]).text).toBe(FINAL);
    for (let at = 1; at < all.length; at += 1) {
      expect(readPieces([all.slice(0, at), all.slice(at)]).text).toBe(FINAL);
    }
  });

  it.for([
    FINAL,
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n",
    "HTTP/1.1 500 Internal Server Error\r\n\r\n",
    "HTTP/2 100\r\n\r\n",
    "220 mail.example.com ESMTP\r\n",
  ])("nothing is left out of %j", (answer) => {
    expect(readPieces([answer]).text).toBe(answer);
    expect(readPieces([...answer]).text).toBe(answer);
  });

  it("the rest is the same whatever the pieces", () => {
    const answers = fc.array(fc.constantFrom(CONTINUE, HINTS), { maxLength: 4 });
    const cuts = fc.array(fc.nat(400), { maxLength: 12 });
    fc.assert(
      fc.property(answers, cuts, (interim, at) => {
        const all = interim.join("") + FINAL;
        const places = [0, ...at.filter((cut) => cut < all.length), all.length].sort((a, b) => a - b);
        const pieces = places.slice(1).map((end, index) => all.slice(places[index], end));
        expect(readPieces(pieces.filter((piece) => piece !== "")).text).toBe(FINAL);
      }),
    );
  });

  it("interim answers without end are an error", () => {
    const { text, error } = readPieces(Array.from({ length: 300 }, () => CONTINUE.repeat(50)));
    expect(text).toBe("");
    expect(error?.message).toBe("more than 262144 bytes of answers of the 1xx kind");
  });

  it("an interim answer without end is an error", () => {
    const { text, error } = readPieces(["HTTP/1.1 103 \r\n", "x".repeat(200_000), "x".repeat(200_000)]);
    expect(text).toBe("");
    expect(error?.message).toBe("more than 262144 bytes of answers of the 1xx kind");
  });
});
