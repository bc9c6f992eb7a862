import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ReceiverError } from "../lib/errors.ts";

/** Longer than a client rests between two requests, so that it does not meet a connection just closed. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Starts a server and returns its URL.
 *
 * @param port 0 takes a free one
 * @throws ReceiverError when the port cannot be had
 */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      const hint = "Choose another port; 0 takes a free one.";
      reject(new ReceiverError(`cannot listen on ${host}:${port}`, { cause, hint }));
    });
    server.listen(port, host, resolve);
  });
  // A server that listens on TCP has an address of this shape.
  const address = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

/** Stops a server without waiting for clients that keep their connections. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
