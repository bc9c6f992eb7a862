import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip as packWithCallback } from "node:zlib";
import type { Clock } from "../lib/clock.ts";
import type { Answer } from "./answer.ts";

const pack = promisify(packWithCallback);

/** Spends little on packing: who watches the simulator measures somebody else. */
const PACKING_LEVEL = 1;

const DRIPS = 100;
const DRIP_INTERVAL_MS = 100;

/** How an answer goes out. */
export interface SendOptions {
  readonly fault: "cut" | "drip" | undefined;
  /** Whether clients that offer to unpack gzip get it. */
  readonly gzip: boolean;
  readonly clock: Clock;
  readonly closing: AbortSignal;
}

/** Sends an answer, whole or as a fault has it. Resolves when there is nothing left to send. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  { fault, gzip, clock, closing }: SendOptions,
): Promise<void> {
  const plain = Buffer.from(answer.body);
  const isPacked = gzip && acceptsGzip(request);
  const body = isPacked ? await pack(plain, { level: PACKING_LEVEL }) : plain;
  // The client may have hung up meanwhile.
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    ...answer.headers,
    date: new Date(clock.now()).toUTCString(),
    ...(isPacked ? { "content-encoding": "gzip" } : {}),
    vary: "accept-encoding",
    "content-length": body.length,
  });
  switch (fault) {
    case "cut":
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    case "drip":
      return drip(response, body, clock, closing);
    case undefined:
      response.end(body);
  }
}

function acceptsGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(headers["accept-encoding"]?.toString() ?? "");
}

async function drip(
  response: ServerResponse,
  body: Buffer,
  clock: Clock,
  closing: AbortSignal,
): Promise<void> {
  const size = Math.ceil(body.length / DRIPS);
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    response.write(body.subarray(at, at + size));
    await clock.sleep(DRIP_INTERVAL_MS, closing);
  }
  if (!response.destroyed) response.end();
}
