// The endpoint of the benchmark, in a process of its own: takes every request, keeps nothing, prints its URL.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const type = request.headers["content-type"] ?? "application/json";
    response.writeHead(200, { "content-type": type });
    response.end(type.includes("json") ? "{}" : undefined);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
