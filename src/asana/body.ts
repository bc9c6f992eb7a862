import { isUtf8 } from "node:buffer";
import { unpack } from "../lib/unpack.ts";

const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/** Of a body, packed or not: a page is about 60 kB; this only keeps a broken or hostile server from filling the memory. */
export const LARGEST_BODY_BYTES = 256 * 2 ** 20;

/** The body arrived but cannot be what Asana sent. */
export class UnreadableBodyError extends Error {}

/**
 * Unpacks an answer's body to UTF-8 without a byte order mark.
 *
 * Bytes that are not UTF-8 become U+FFFD: one broken name must not stop a log for ever.
 *
 * @throws UnreadableBodyError when it is too large, or not packed as it claims
 */
export async function unpackBody(packed: Buffer, contentEncoding: string | undefined): Promise<Buffer> {
  const unpacked = await unpack(packed, contentEncoding, LARGEST_BODY_BYTES);
  if (unpacked.kind === "unreadable") throw new UnreadableBodyError(`the body ${unpacked.reason}`);
  return toUtf8(unpacked.body);
}

function toUtf8(bytes: Buffer): Buffer {
  const hasMark = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  return isUtf8(bytes) && !hasMark ? bytes : Buffer.from(new TextDecoder().decode(bytes));
}
