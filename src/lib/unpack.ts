import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from "node:zlib";

/** What became of a body that may be packed. */
export type Unpacked =
  | { readonly kind: "unpacked"; readonly body: Buffer }
  /** `reason` completes "the body". */
  | { readonly kind: "unreadable"; readonly reason: string };

type Decode = (packed: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const gunzipAll: Decode = promisify(gunzip);
const inflateAll: Decode = promisify(inflate);
const inflateRawAll: Decode = promisify(inflateRaw);

/** By their names in Content-Encoding. */
const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ["gzip", gunzipAll],
  ["x-gzip", gunzipAll],
  // The standard means zlib's format; some servers send the bare stream.
  ["deflate", (packed, options) => (hasZlibHeader(packed) ? inflateAll : inflateRawAll)(packed, options)],
  ["br", promisify(brotliDecompress) as Decode],
  ["zstd", promisify(zstdDecompress) as Decode],
]);

/** Nothing honest is packed more often. */
const MOST_CODINGS = 3;
const LONGEST_NAME = 40;

/**
 * Unpacks a body: what its Content-Encoding names, asked for or not, and gzip that no header names.
 *
 * @param mostBytes bound on the unpacked body
 */
export async function unpack(
  packed: Buffer,
  contentEncoding: string | undefined,
  mostBytes: number,
): Promise<Unpacked> {
  const codings = (contentEncoding ?? "")
    .split(",")
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length > MOST_CODINGS) return unreadable(`is encoded ${codings.length} times`);
  let body = packed;
  // The last one was applied last.
  for (const coding of codings.reverse()) {
    const decode = DECODERS.get(coding);
    const name = coding.slice(0, LONGEST_NAME);
    if (decode === undefined) return unreadable(`is encoded as ${name}, which is not known`);
    const decoded = await decodeWith(decode, body, mostBytes);
    if (decoded === "tooLarge") return unreadable(`unpacks to more than ${mostBytes} bytes`);
    if (decoded === undefined) return unreadable(`is not the ${name} it claims to be`);
    body = decoded;
  }
  if (!hasGzipHeader(body)) return { kind: "unpacked", body };
  const decoded = await decodeWith(gunzipAll, body, mostBytes);
  if (decoded === "tooLarge") return unreadable(`unpacks to more than ${mostBytes} bytes`);
  return { kind: "unpacked", body: decoded ?? body };
}

function unreadable(reason: string): Unpacked {
  return { kind: "unreadable", reason };
}

/** Undefined when the bytes are not so packed. */
async function decodeWith(
  decode: Decode,
  packed: Buffer,
  maxOutputLength: number,
): Promise<Buffer | "tooLarge" | undefined> {
  try {
    return await decode(packed, { maxOutputLength });
  } catch (error) {
    // zlib has no other failure than these two.
    return error instanceof RangeError ? "tooLarge" : undefined;
  }
}

function hasGzipHeader([first, second]: Buffer): boolean {
  return first === 0x1f && second === 0x8b;
}

/** The method is deflate, and the two bytes are a multiple of 31. */
function hasZlibHeader([first = 0, second = 0]: Buffer): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
