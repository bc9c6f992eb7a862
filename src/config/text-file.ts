import { readFile } from "node:fs/promises";
import { messageOf } from "../lib/errors.ts";
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

/** Reads a file as UTF-8; what is not UTF-8 is not guessed at. */
export async function readTextFile(path: string): Promise<TextFile> {
  try {
    return decodeText(await readFile(path));
  } catch (error) {
    return { kind: "unreadable", finding: whyUnreadable(error) };
  }
}

/** Reads bytes as UTF-8; what is not UTF-8 is not guessed at. */
export function decodeText(bytes: Uint8Array): TextFile {
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

function whyUnreadable(error: unknown): Finding {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "ENOENT":
      return { code: "no-such-file", message: "there is no such file" };
    case "EISDIR":
      return { code: "not-a-file", message: "this is a folder, not a file" };
    default:
      return { code: "unreadable-file", message: `the file cannot be read: ${messageOf(error)}` };
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
