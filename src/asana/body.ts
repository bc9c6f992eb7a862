import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

const BYTE_ORDER_MARK = Buffer.from("\ufeff");

const unzip = promisify(gunzip);

/** Of a body, packed or not: a page is about 60 kB; this only keeps a broken or hostile server from filling the memory. */
export const LARGEST_BODY_BYTES = 256 * 2 ** 20;

/** The body arrived but cannot be what Asana sent. */
export class UnreadableBodyError extends Error {}

/**
 * Unpacks an answer's body to UTF-8 without a byte order mark.
 *
 * Bytes that are not UTF-8 become U+FFFD: one broken name must not stop a log for ever.
 *
 * @throws UnreadableBodyError when it is too large, or packed in a way we did not ask for
 */
export async function unpackBody(packed: Buffer, contentEncoding: string | undefined): Promise<Buffer> {
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
