import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** The parts of a message that are read; each by the number of its field. */
type Fields = ReadonlyMap<
  number,
  { readonly wireType: WireType; readonly read: (from: BinaryReader) => void }
>;

/** What an ExportLogsServiceResponse says of records: its number is not checked yet. */
export interface PartialSuccess {
  readonly rejected: unknown;
  readonly words: Uint8Array;
}

const NO_BYTES: Uint8Array = new Uint8Array();

/**
 * Reads an ExportLogsServiceResponse; that of metrics is the same on the wire.
 *
 * @param isDeclared whether a header calls it protobuf: then fields may be unknown; else most text would pass as such fields
 * @returns undefined when the bytes are no such message
 */
export function readResponseMessage(body: Uint8Array, isDeclared: boolean): PartialSuccess | undefined {
  let partial: PartialSuccess = { rejected: 0, words: NO_BYTES };
  const readPartial = (from: BinaryReader): void => {
    let rejected: unknown = 0;
    let words = NO_BYTES;
    const fields: Fields = new Map([
      [1, { wireType: WireType.Varint, read: (reader) => (rejected = reader.int64()) }],
      [2, { wireType: WireType.LengthDelimited, read: (reader) => (words = reader.bytes()) }],
    ]);
    readFields(from.bytes(), fields, isDeclared);
    partial = { rejected, words };
  };
  const fields: Fields = new Map([[1, { wireType: WireType.LengthDelimited, read: readPartial }]]);
  return isMessage(body, fields, isDeclared) ? partial : undefined;
}

/**
 * Reads `message` of a google.rpc.Status, which is what OTLP's error answers are in protobuf.
 *
 * @param isDeclared as for `readResponseMessage`
 * @returns undefined when the bytes are no such message
 */
export function readStatusMessage(body: Uint8Array, isDeclared: boolean): Uint8Array | undefined {
  let message = NO_BYTES;
  const fields: Fields = new Map([
    [1, { wireType: WireType.Varint, read: (reader) => reader.int32() }],
    [2, { wireType: WireType.LengthDelimited, read: (reader) => (message = reader.bytes()) }],
    [3, { wireType: WireType.LengthDelimited, read: (reader) => reader.bytes() }],
  ]);
  return isMessage(body, fields, isDeclared) ? message : undefined;
}

function isMessage(body: Uint8Array, fields: Fields, mayHaveOthers: boolean): boolean {
  try {
    readFields(body, fields, mayHaveOthers);
    return true;
  } catch {
    // Not protobuf, or another message; the caller says so.
    return false;
  }
}

function readFields(bytes: Uint8Array, fields: Fields, mayHaveOthers: boolean): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const field = fields.get(number);
    if (field?.wireType === wireType) field.read(reader);
    else if (mayHaveOthers) reader.skip(wireType, number);
    else throw new Error(`unknown field ${number}`);
  }
  // A number at the end is read without a look at the end.
  if (reader.pos > reader.len) throw new RangeError("the message is cut off");
}
