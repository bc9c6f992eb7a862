import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

const BYTE_ORDER_MARK = Buffer.from("\ufeff");

const unzip = promisify(gunzip);

/** A page is about 60 kB; this only keeps a broken or hostile server from filling the memory. */
const LARGEST_BODY_BYTES = 256 * 2 ** 20;

/** The body arrived but cannot be what Asana sent. */
export class UnreadableBodyError extends Error {}

/**
 * Reads a whole answer as UTF-8 without a byte order mark, unpacking gzip.
 *
 * Bytes that are not UTF-8 become U+FFFD: one broken name must not stop a log for ever.
 *
 * @throws UnreadableBodyError when it is too large, or packed in a way we did not ask for
 */
export async function readBody(body: Readable, contentEncoding: string | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY_BYTES)
      throw new UnreadableBodyError(`the body is larger than ${LARGEST_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  const [first] = chunks;
  const packed = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
  return toUtf8(await unpack(packed, contentEncoding));
}

function toUtf8(bytes: Buffer): Buffer {
  const hasMark = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  return isUtf8(bytes) && !hasMark ? bytes : Buffer.from(new TextDecoder().decode(bytes));
}

async function unpack(packed: Buffer, contentEncoding = "identity"): Promise<Buffer> {
  switch (contentEncoding.trim().toLowerCase()) {
    case "identity":
    case "":
      return packed;
    case "gzip":
    case "x-gzip":
      try {
        return await unzip(packed, { maxOutputLength: LARGEST_BODY_BYTES });
      } catch (cause) {
        throw new UnreadableBodyError("the body is not the gzip it claims to be", { cause });
      }
    default:
      throw new UnreadableBodyError(
        `the body is encoded as ${contentEncoding.slice(0, 40)}, which was not asked for`,
      );
  }
}
