import { Socket } from "node:net";
import type { buildConnector } from "undici";

/** As much as the headers of an answer may have. */
const MOST_INTERIM_BYTES = 256 * 1024;

/** 101 changes the protocol instead: no answer follows it. */
const INTERIM = /^HTTP\/1\.[01] 1(?!01)\d\d/;
const LENGTH_OF_STATUS = "HTTP/1.1 100".length;
const BEGINNINGS = ["HTTP/1.1 1", "HTTP/1.0 1"];

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NOTHING = Buffer.alloc(0);

/**
 * Makes a connector whose sockets leave out answers of the 1xx kind. A client must be able to read any number of them before
 * the final answer (RFC 9110, 15.2), but undici ends the connection at a `100 Continue`, although the request may have
 * been carried out by then.
 */
export function skipInterimAnswers(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...result) => {
      const [, socket] = result;
      if (socket instanceof Socket) filterReads(socket);
      callback(...result);
    });
}

/** undici takes what arrives by `read()`, all that is there at once. */
function filterReads(socket: Socket): void {
  const read = socket.read.bind(socket);
  const start = new AnswerStart();
  /** How much had been written when the answer began: one request is under way at a time, so more is another request. */
  let writtenBefore = -1;
  socket.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (!(chunk instanceof Buffer)) return chunk;
    if (start.isOver) {
      if (socket.bytesWritten === writtenBefore) return chunk;
      start.reset();
    }
    const rest = start.take(chunk);
    if (start.isOver) writtenBefore = socket.bytesWritten;
    if (start.skipped <= MOST_INTERIM_BYTES) return rest;
    socket.destroy(new Error(`more than ${MOST_INTERIM_BYTES} bytes of answers of the 1xx kind`));
    return null;
  };
}

/** Finds where the final answer begins, whatever the pieces in which it arrives. */
class AnswerStart {
  /** The beginning of a status line that may become one of the 1xx kind. */
  #held: Buffer = NOTHING;
  #isInterim = false;
  /** Of an interim answer's line: an empty one ends it. */
  #lineLength = 0;
  skipped = 0;
  isOver = false;

  reset(): void {
    this.skipped = 0;
    this.isOver = false;
  }

  /** Returns the beginning of the final answer; null when it is not there yet. */
  take(chunk: Buffer): Buffer | null {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#isInterim) {
        rest = this.#skip(rest);
        continue;
      }
      rest = this.#held.length === 0 ? rest : Buffer.concat([this.#held, rest]);
      this.#held = NOTHING;
      const status = rest.toString("latin1", 0, LENGTH_OF_STATUS);
      if (INTERIM.test(status)) {
        this.#isInterim = true;
      } else if (mayBecomeInterim(status)) {
        this.#held = rest;
        return null;
      } else {
        this.isOver = true;
        return rest;
      }
    }
    return null;
  }

  /** Returns what comes after the interim answer. */
  #skip(bytes: Buffer): Buffer {
    for (const [at, byte] of bytes.entries()) {
      if (byte === LINE_FEED) {
        if (this.#lineLength === 0) {
          this.#isInterim = false;
          this.skipped += at + 1;
          return bytes.subarray(at + 1);
        }
        this.#lineLength = 0;
      } else if (byte !== CARRIAGE_RETURN) {
        this.#lineLength += 1;
      }
    }
    this.skipped += bytes.length;
    return NOTHING;
  }
}

function mayBecomeInterim(status: string): boolean {
  if (status.length >= LENGTH_OF_STATUS) return false;
  return BEGINNINGS.some((beginning) => beginning.startsWith(status.slice(0, beginning.length)));
}
