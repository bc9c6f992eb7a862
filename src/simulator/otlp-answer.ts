import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** The two encodings of OTLP/HTTP, by their media types. */
export type OtlpMediaType = "application/json" | "application/x-protobuf";

/** An answer of the sink. */
export interface OtlpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What of a request the endpoint did not take. */
export interface PartialSuccess {
  readonly rejectedLogRecords: number;
  readonly errorMessage: string;
}

/** The media type a request names, without parameters; undefined when it is none of OTLP's. */
export function readMediaType(contentType: string | undefined): OtlpMediaType | undefined {
  const mediaType = contentType?.split(";")[0]?.trim().toLowerCase();
  return mediaType === "application/json" || mediaType === "application/x-protobuf" ? mediaType : undefined;
}

/**
 * An ExportLogsServiceResponse. An OpenTelemetry Collector writes `partialSuccess` even when nothing is in
 * it, in both encodings.
 */
export function successAnswer(mediaType: OtlpMediaType, partial?: PartialSuccess): OtlpAnswer {
  const body =
    mediaType === "application/json"
      ? JSON.stringify({ partialSuccess: partial === undefined ? {} : toJson(partial) })
      : toProtobuf(partial);
  return { status: 200, headers: { "content-type": mediaType }, body };
}

/** gRPC's number for INVALID_ARGUMENT, which an OpenTelemetry Collector makes of a 400. */
const INVALID_ARGUMENT = 3;
/** gRPC's number for UNKNOWN, which it makes of what has no number of its own. */
const UNKNOWN = 2;

/** A refusal as a google.rpc.Status, in the encoding of the request. */
export function refusalAnswer(mediaType: OtlpMediaType, status: number, message: string): OtlpAnswer {
  const code = status === 400 ? INVALID_ARGUMENT : UNKNOWN;
  const body =
    mediaType === "application/json"
      ? JSON.stringify({ code, message })
      : new BinaryWriter()
          .tag(1, WireType.Varint)
          .int32(code)
          .tag(2, WireType.LengthDelimited)
          .string(message)
          .finish();
  return { status, headers: { "content-type": mediaType }, body };
}

/** A refusal in words, for requests whose encoding is not known. */
export function textAnswer(status: number, body: string): OtlpAnswer {
  return { status, headers: { "content-type": "text/plain" }, body };
}

function toJson({ rejectedLogRecords, errorMessage }: PartialSuccess): Record<string, string> {
  return { rejectedLogRecords: String(rejectedLogRecords), errorMessage };
}

function toProtobuf(partial: PartialSuccess | undefined): Uint8Array {
  const writer = new BinaryWriter().tag(1, WireType.LengthDelimited).fork();
  if (partial !== undefined) {
    writer.tag(1, WireType.Varint).int64(partial.rejectedLogRecords);
    writer.tag(2, WireType.LengthDelimited).string(partial.errorMessage);
  }
  return writer.join().finish();
}
