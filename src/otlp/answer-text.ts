import { TextDecoder } from "node:util";

const CHARSET = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i;
const BYTE_ORDER_MARKS: readonly (readonly [string, Buffer])[] = [
  ["utf-16le", Buffer.from([0xff, 0xfe])],
  ["utf-16be", Buffer.from([0xfe, 0xff])],
];

/** Colours of a terminal are no sign of binary data. */
const ESCAPE = "\u001b";
const CONTROL = /[^\P{Cc}\s]/u;

/**
 * The text of a body, undefined when it is none: by its byte order mark, as UTF-8 where it is that, else in the charset
 * that the Content-Type names. A character that is cut at the end is left out.
 */
export function decodeText(body: Uint8Array, contentType = ""): string | undefined {
  const mark = BYTE_ORDER_MARKS.find(([, bytes]) => bytes.equals(body.subarray(0, bytes.length)));
  if (mark !== undefined) return decodeAs(mark[0], body);
  const text = decodeAs("utf-8", body);
  const charset = CHARSET.exec(contentType)?.[1];
  // Zeros are valid in UTF-8, but more likely they are a part of UTF-16.
  const isSure = charset === undefined || (text !== undefined && !body.includes(0));
  return isSure ? text : (decodeAs(charset, body) ?? text);
}

/** Whether a person can read a text: bytes of another kind have control characters among them. */
export function isReadable(text: string): boolean {
  return !CONTROL.test(text.replaceAll(ESCAPE, ""));
}

/** What a message says in place of bytes that are not text. */
export function describeBytes({ length }: Uint8Array): string {
  return `${length} bytes that are not text`;
}

/** Undefined when the charset does not exist, or does not have these bytes. */
function decodeAs(charset: string, body: Uint8Array): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body, { stream: true });
  } catch {
    // The caller describes the bytes instead.
    return undefined;
  }
}
