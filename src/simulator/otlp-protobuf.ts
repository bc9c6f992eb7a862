import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { OtlpDecodeError } from "./otlp-decode-error.ts";
import { EXPORT_LOGS_REQUEST, type OtlpField, type OtlpMessage, type OtlpScalar } from "./otlp-schema.ts";
import type { ExportLogsServiceRequest } from "./otlp-types.ts";

/**
 * Decodes a protobuf ExportLogsServiceRequest into the shape it has in OTLP/JSON, 64-bit integers as
 * strings. Unknown fields are skipped.
 *
 * @throws OtlpDecodeError when the bytes are something else
 */
export function decodeOtlpProtobuf(bytes: Uint8Array): ExportLogsServiceRequest {
  try {
    const reader = new BinaryReader(bytes);
    // The schema lets nothing else come out.
    return readMessage(reader, reader.len, EXPORT_LOGS_REQUEST) as ExportLogsServiceRequest;
  } catch (cause) {
    // The reader throws errors of many kinds for bytes that end early or make no sense.
    throw new OtlpDecodeError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function readMessage(reader: BinaryReader, end: number, message: OtlpMessage): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = message.byNumber.get(number);
    if (field === undefined) reader.skip(wireType, number);
    else readField(reader, wireType, field, value);
  }
  if (reader.pos !== end) throw new OtlpDecodeError("a message ends in the middle of a field");
  return value;
}

function readField(
  reader: BinaryReader,
  wireType: WireType,
  { name, type, isRepeated }: OtlpField,
  message: Record<string, unknown>,
): void {
  const expected = typeof type === "string" ? SCALARS[type].wireType : WireType.LengthDelimited;
  // Go's decoder refuses this, too.
  if (wireType !== expected) throw new OtlpDecodeError(`wrong wire type ${wireType} for ${name}`);
  const value = typeof type === "string" ? SCALARS[type].read(reader) : readNested(reader, type);
  const list = message[name];
  if (!isRepeated) message[name] = value;
  else if (Array.isArray(list)) list.push(value);
  else message[name] = [value];
}

function readNested(reader: BinaryReader, message: OtlpMessage): Record<string, unknown> {
  const length = reader.uint32();
  return readMessage(reader, reader.pos + length, message);
}

interface ScalarReader {
  readonly wireType: WireType;
  read(reader: BinaryReader): unknown;
}

const SCALARS: Readonly<Record<OtlpScalar, ScalarReader>> = {
  string: { wireType: WireType.LengthDelimited, read: (reader) => reader.string() },
  bool: { wireType: WireType.Varint, read: (reader) => reader.bool() },
  enum: { wireType: WireType.Varint, read: (reader) => reader.int32() },
  uint32: { wireType: WireType.Varint, read: (reader) => reader.uint32() },
  fixed32: { wireType: WireType.Bit32, read: (reader) => reader.fixed32() },
  int64: { wireType: WireType.Varint, read: (reader) => String(reader.int64()) },
  fixed64: { wireType: WireType.Bit64, read: (reader) => String(reader.fixed64()) },
  double: { wireType: WireType.Bit64, read: (reader) => reader.double() },
  bytes: {
    wireType: WireType.LengthDelimited,
    read: (reader) => Buffer.from(reader.bytes()).toString("base64"),
  },
  hex: { wireType: WireType.LengthDelimited, read: (reader) => Buffer.from(reader.bytes()).toString("hex") },
};
