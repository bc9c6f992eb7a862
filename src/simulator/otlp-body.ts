import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { OtlpDecodeError } from "./otlp-decode-error.ts";

const unpack = promisify(gunzip);

/** An OpenTelemetry Collector's default `max_request_body_size`; it binds before and after unpacking. */
const LARGEST_BODY_BYTES = 20 * 2 ** 20;

/** The words of Go's HTTP server, which an OpenTelemetry Collector passes on. */
const TOO_LARGE = "http: request body too large";

/** A request's body. */
export interface OtlpBody {
  readonly bytes: Buffer;
  /** Bytes on the wire. */
  readonly wireBytes: number;
}

/**
 * Reads a request's body to its end, unpacking gzip. Of a body that is too large the rest is read and
 * thrown away, so that the client gets to read the answer.
 *
 * @throws OtlpDecodeError when it is too large, or packed in another way or not at all
 */
export async function readOtlpBody(request: IncomingMessage): Promise<OtlpBody> {
  const chunks: Buffer[] = [];
  let wireBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    wireBytes += chunk.length;
    if (wireBytes <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  if (wireBytes > LARGEST_BODY_BYTES) throw new OtlpDecodeError(TOO_LARGE);
  return { bytes: await unpackBody(Buffer.concat(chunks), request.headers["content-encoding"]), wireBytes };
}

/** An OpenTelemetry Collector unpacks zstd, zlib, snappy, deflate and lz4, too; exporters here send gzip. */
async function unpackBody(packed: Buffer, contentEncoding = ""): Promise<Buffer> {
  if (contentEncoding === "" || contentEncoding === "identity") return packed;
  if (contentEncoding !== "gzip") {
    throw new OtlpDecodeError(`unsupported Content-Encoding: ${contentEncoding}`);
  }
  try {
    return await unpack(packed, { maxOutputLength: LARGEST_BODY_BYTES });
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError;
    throw new OtlpDecodeError(isTooLarge ? TOO_LARGE : "gzip: invalid data", { cause });
  }
}
