import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { unpack } from "../../src/lib/unpack.ts";

const TEXT = Buffer.from('{"partialSuccess":{"rejectedLogRecords":"3"}}');
const MOST_BYTES = 1000;

describe("a body", () => {
  it.for([
    ["gzip", gzipSync(TEXT)],
    [" X-GZIP ", gzipSync(TEXT)],
    ["deflate", deflateSync(TEXT)],
    ["deflate", deflateRawSync(TEXT)],
    ["br", brotliCompressSync(TEXT)],
    ["zstd", zstdCompressSync(TEXT)],
    ["br, gzip", gzipSync(brotliCompressSync(TEXT))],
    ["identity", TEXT],
    ["", TEXT],
    [undefined, TEXT],
    [undefined, gzipSync(TEXT)],
    ["gzip", gzipSync(gzipSync(TEXT))],
  ] as const)("encoded as %j is unpacked", async ([encoding, packed]) => {
    expect(await unpack(packed, encoding, MOST_BYTES)).toEqual({ kind: "unpacked", body: TEXT });
  });

  it("that only begins as gzip stays as it is", async () => {
    const body = Buffer.from([0x1f, 0x8b, 1, 2, 3]);
    expect(await unpack(body, undefined, MOST_BYTES)).toEqual({ kind: "unpacked", body });
  });

  it.for([
    ["gzip", TEXT, "is not the gzip it claims to be"],
    ["gzip", gzipSync(TEXT).subarray(0, 30), "is not the gzip it claims to be"],
    ["br", TEXT, "is not the br it claims to be"],
    ["snappy", TEXT, "is encoded as snappy, which is not known"],
    ["gzip, gzip, gzip, gzip", TEXT, "is encoded 4 times"],
    ["gzip", gzipSync(Buffer.alloc(100_000)), "unpacks to more than 1000 bytes"],
    ["deflate", deflateSync(Buffer.alloc(100_000)), "unpacks to more than 1000 bytes"],
    ["br", brotliCompressSync(Buffer.alloc(100_000)), "unpacks to more than 1000 bytes"],
    ["zstd", zstdCompressSync(Buffer.alloc(100_000)), "unpacks to more than 1000 bytes"],
    [undefined, gzipSync(Buffer.alloc(100_000)), "unpacks to more than 1000 bytes"],
  ] as const)("as %s may be unreadable", async ([encoding, packed, reason]) => {
    expect(await unpack(packed, encoding, MOST_BYTES)).toEqual({ kind: "unreadable", reason });
  });
});
