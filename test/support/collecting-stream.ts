import { Writable } from "node:stream";

/** Keeps what is written to it. */
export class CollectingStream extends Writable {
  readonly isTTY: boolean;
  text = "";

  /** `isTTY`: whether it passes for a terminal. */
  constructor(isTTY: boolean) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  get lines(): readonly string[] {
    return this.text.split("\n").slice(0, -1);
  }

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}
