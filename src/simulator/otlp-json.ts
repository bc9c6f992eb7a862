import { OtlpDecodeError } from "./otlp-decode-error.ts";
import { EXPORT_LOGS_REQUEST, type OtlpField, type OtlpMessage, type OtlpScalar } from "./otlp-schema.ts";
import type { ExportLogsServiceRequest } from "./otlp-types.ts";

/**
 * Parses an OTLP/JSON ExportLogsServiceRequest and checks it as strictly as an OpenTelemetry Collector:
 * every known field must have its type, 64-bit integers must be ones. Unknown fields are left alone.
 *
 * @throws OtlpDecodeError when the text is something else
 */
export function decodeOtlpJson(text: string): ExportLogsServiceRequest {
  try {
    const value: unknown = JSON.parse(text);
    checkMessage("the body", value, EXPORT_LOGS_REQUEST);
    // Just checked.
    return value as ExportLogsServiceRequest;
  } catch (cause) {
    if (cause instanceof OtlpDecodeError) throw cause;
    // A SyntaxError, or a RangeError of values that nest deeper than the stack.
    throw new OtlpDecodeError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function checkMessage(name: string, value: unknown, message: OtlpMessage): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(name, "an object");
  for (const [key, part] of Object.entries(value)) {
    const field = message.byName.get(key);
    if (field !== undefined) checkField(part, field);
  }
}

function checkField(value: unknown, { name, type, isRepeated }: OtlpField): void {
  if (!isRepeated) {
    checkValue(name, value, type);
    return;
  }
  if (!Array.isArray(value)) throw wrong(name, "an array");
  for (const element of value) checkValue(name, element, type);
}

function checkValue(name: string, value: unknown, type: OtlpField["type"]): void {
  if (typeof type !== "string") checkMessage(name, value, type);
  else if (!SCALARS[type](value)) throw wrong(name, type);
}

function wrong(name: string, expected: string): OtlpDecodeError {
  return new OtlpDecodeError(`${name} is not ${expected}`);
}

const SCALARS: Readonly<Record<OtlpScalar, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  bool: (value) => typeof value === "boolean",
  enum: (value) => typeof value === "string" || isInteger(value, 0, 2 ** 31),
  uint32: (value) => isInteger(value, 0, 2 ** 32),
  fixed32: (value) => isInteger(value, 0, 2 ** 32),
  // A number of 2^63, as JSON.stringify writes it, is what an OpenTelemetry Collector cannot read as int64.
  int64: (value) => isInteger(value, -(2 ** 63), 2 ** 63),
  fixed64: (value) => isInteger(value, 0, 2 ** 64),
  double: (value) => typeof value === "number" || (typeof value === "string" && DOUBLE.test(value)),
  bytes: (value) => typeof value === "string" && BASE64.test(value),
  hex: (value) => typeof value === "string" && HEX.test(value),
};

const DOUBLE = /^(NaN|-?Infinity|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const HEX = /^([0-9a-f]{2})*$/i;
const DIGITS = /^-?\d+$/;

/** Whether a number, or the digits in a string, are an integer of [least, bound). */
function isInteger(value: unknown, least: number, bound: number): boolean {
  if (typeof value === "number") return Number.isInteger(value) && value >= least && value < bound;
  if (typeof value !== "string" || !DIGITS.test(value)) return false;
  const integer = BigInt(value);
  return integer >= BigInt(least) && integer < BigInt(bound);
}
