/** What a request usually needs: a page in OTLP/JSON. */
const USUAL_BYTES = 2 ** 18;

/** A buffer that was grown beyond this for one huge record is given back. */
const MOST_BYTES_KEPT = 2 ** 22;

/** What is longer is left to the engine, which starts slower and copies faster. */
const SHORT = 160;

/**
 * A buffer that grows, and is used again for the next request: fresh memory for each would cost more than the writing.
 * Whoever writes to `bytes` reserves room first and moves `at` afterwards.
 */
export class ByteWriter {
  bytes: Buffer;
  at = 0;

  constructor(size = USUAL_BYTES) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** Makes room for `count` bytes behind `at`. */
  reserve(count: number): void {
    const needed = this.at + count;
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.at);
    this.bytes = grown;
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** A part of other bytes. */
  copy(from: Buffer, start: number, end: number): void {
    this.reserve(end - start);
    if (end - start > SHORT) {
      this.at += from.copy(this.bytes, this.at, start, end);
      return;
    }
    const { bytes } = this;
    let { at } = this;
    for (let index = start; index < end; index += 1) bytes[at++] = from[index] ?? 0;
    this.at = at;
  }

  /** Half a surrogate pair becomes U+FFFD. */
  utf8(text: string): void {
    this.reserve(text.length * 3);
    this.at += this.bytes.write(text, this.at);
  }

  /** What was written since the last call, in memory of its own. */
  finish(): Uint8Array {
    const written = Buffer.allocUnsafe(this.at);
    this.bytes.copy(written, 0, 0, this.at);
    this.at = 0;
    if (this.bytes.length > MOST_BYTES_KEPT) this.bytes = Buffer.allocUnsafe(USUAL_BYTES);
    return written;
  }
}
