import { once } from "node:events";
import { request as ask, createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** An HTTP proxy of the test's own that is closed when the test has ended. */
export interface ProxyServer {
  /** With user name and password, where it wants them. */
  readonly url: string;
  /** Scheme, host and port. */
  readonly label: string;
  /** Host and port of each tunnel that was opened, and the URL of each request that was passed on. */
  readonly passed: readonly string[];
  /** What was asked of it, refused or not. */
  readonly asked: number;
}

/** How a proxy behaves. */
export interface ProxyServerOptions {
  /** `user:password`, without which it answers 407. */
  readonly credentials?: string;
  /** The answer to whatever is asked of it. */
  readonly refusal?: string;
  /** Takes connections and says nothing. */
  readonly isSilent?: boolean;
}

/** Starts a proxy: CONNECT for https, whole URLs for http. Every host is this machine. */
export async function startProxyServer(options: ProxyServerOptions = {}): Promise<ProxyServer> {
  const passed: string[] = [];
  const sockets = new Set<Socket>();
  let asked = 0;
  const refusalOf = (request: IncomingMessage): string | undefined => {
    asked += 1;
    if (options.refusal !== undefined) return options.refusal;
    const basic = `Basic ${Buffer.from(options.credentials ?? "").toString("base64")}`;
    const mayPass = options.credentials === undefined || request.headers["proxy-authorization"] === basic;
    return mayPass ? undefined : "407 Proxy Authentication Required";
  };
  const server = createServer((request, response) => {
    if (options.isSilent) return;
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      response.writeHead(Number.parseInt(refusal, 10)).end();
      return;
    }
    passed.push(request.url ?? "");
    const { port, pathname, search } = new URL(request.url ?? "");
    const { "proxy-authorization": _, ...headers } = request.headers;
    const onward = ask({ port, path: pathname + search, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on("connection", (socket: Socket) => void sockets.add(socket));
  server.on("connect", (request: IncomingMessage, near: Socket) => {
    if (options.isSilent) return;
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      near.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    passed.push(request.url ?? "");
    const far = connect(Number(/\d+$/.exec(request.url ?? "")?.[0]), "127.0.0.1", () => {
      near.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      far.pipe(near).pipe(far);
    });
    sockets.add(far);
    far.on("error", () => near.destroy());
    near.on("error", () => far.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [, user = "", password = ""] = /^(.*?):(.*)$/.exec(options.credentials ?? "") ?? [];
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
  return {
    url: `http://${options.credentials === undefined ? "" : login}${host}`,
    label: `http://${host}`,
    passed,
    get asked() {
      return asked;
    },
  };
}
