import { messageOf } from "../lib/errors.ts";
import {
  ANSWER_SECONDS,
  type FileFailure,
  LARGEST_FILE_BYTES,
  outsideFiles,
  PIPE_SECONDS,
} from "../lib/outside-files.ts";
import type { Finding } from "./issue.ts";

/** A file's text, or why there is none. */
export type TextFile =
  | {
      readonly kind: "text";
      readonly text: string;
      /** Whether it began with a byte order mark, which `text` does not have. */
      readonly hasMark: boolean;
    }
  | { readonly kind: "unreadable"; readonly finding: Finding };

const LARGEST_MIB = LARGEST_FILE_BYTES / 1024 / 1024;
const LATE_HINT = "Check the disk or the network share that it is on";

/** Reads a file as UTF-8; what is not UTF-8 is not guessed at. */
export async function readTextFile(path: string): Promise<TextFile> {
  const read = await outsideFiles.read(path);
  return read.kind === "bytes"
    ? decodeText(read.bytes)
    : { kind: "unreadable", finding: whyUnreadable(read) };
}

/** Reads bytes as UTF-8; what is not UTF-8 is not guessed at. */
export function decodeText(bytes: Uint8Array): TextFile {
  if (bytes.length > LARGEST_FILE_BYTES) {
    return { kind: "unreadable", finding: whyUnreadable({ kind: "failed", reason: "tooLarge" }) };
  }
  if (isWide(bytes)) {
    return notUtf8("the file is in UTF-16 or UTF-32");
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { kind: "text", text, hasMark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf };
  } catch {
    return notUtf8("the file holds bytes that are not UTF-8");
  }
}

/** Says why a file could not be read. */
export function whyUnreadable(failure: FileFailure): Finding {
  switch (failure.reason) {
    case "missing":
      return { code: "no-such-file", message: "there is no such file" };
    case "folder":
      return { code: "not-a-file", message: "this is a folder, not a file" };
    case "noFile":
      return { code: "not-a-file", message: "this is a device or a socket, not a file" };
    case "tooLarge":
      return { code: "large-file", message: `the file is larger than ${LARGEST_MIB} MiB` };
    case "late":
      return {
        code: "late-file",
        message: `the file did not answer within ${ANSWER_SECONDS} s`,
        hint: LATE_HINT,
      };
    case "silent":
      return {
        code: "late-file",
        message: `the pipe was not written and closed within ${PIPE_SECONDS} s`,
        hint: "Check the program that writes to it",
      };
    case "unreadable":
      return { code: "unreadable-file", message: `the file cannot be read: ${messageOf(failure.error)}` };
  }
}

/** A byte order mark of UTF-16, or a zero where the first two characters of our files are ASCII. */
function isWide([first, second]: Uint8Array): boolean {
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return hasMark || first === 0 || second === 0;
}

function notUtf8(message: string): TextFile {
  return { kind: "unreadable", finding: { code: "not-utf-8", message, hint: "Save it as UTF-8" } };
}
