import { once } from "node:events";
import {
  request as ask,
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { createSecureServer } from "node:http2";
import { type AddressInfo, connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { serverTls } from "./tls-files.ts";

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
  /** Connections to it that are open. */
  readonly open: number;
}

/** How a proxy behaves. */
export interface ProxyServerOptions {
  /** `user:password`, without which it answers 407. */
  readonly credentials?: string;
  /** The answer to whatever is asked of it. */
  readonly refusal?: string;
  /** Takes connections and says nothing. */
  readonly isSilent?: boolean;
  /** Over TLS, where it would rather speak HTTP/2. */
  readonly isSecure?: boolean;
}

/** Starts a proxy: CONNECT for https, whole URLs for http. Every host is this machine. */
export async function startProxyServer(options: ProxyServerOptions = {}): Promise<ProxyServer> {
  const passed: string[] = [];
  const sockets = new Set<Socket>();
  const near = new Set<Socket>();
  let asked = 0;
  const refusalOf = (request: IncomingMessage): string | undefined => {
    asked += 1;
    if (options.refusal !== undefined) return options.refusal;
    const basic = `Basic ${Buffer.from(options.credentials ?? "").toString("base64")}`;
    const mayPass = options.credentials === undefined || request.headers["proxy-authorization"] === basic;
    return mayPass ? undefined : "407 Proxy Authentication Required";
  };
  const passOn: RequestListener = (request, response) => {
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
  };
  const server = options.isSecure ? createModernServer(passOn) : createServer(passOn);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    near.add(socket);
    socket.on("close", () => near.delete(socket));
  });
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    if (options.isSilent) {
      client.resume().on("end", () => client.end());
      return;
    }
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    passed.push(request.url ?? "");
    const far = connect(Number(/\d+$/.exec(request.url ?? "")?.[0]), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      far.pipe(client).pipe(far);
    });
    sockets.add(far);
    far.on("error", () => client.destroy());
    client.on("error", () => far.destroy());
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
  const scheme = options.isSecure ? "https" : "http";
  return {
    url: `${scheme}://${options.credentials === undefined ? "" : login}${host}`,
    label: `${scheme}://${host}`,
    passed,
    get asked() {
      return asked;
    },
    get open() {
      return near.size;
    },
  };
}

/** What has come in HTTP/2 has no CONNECT of the other kind, and is not answered. */
function createModernServer(passOn: RequestListener): Server {
  const server = createSecureServer({ ...serverTls, allowHTTP1: true });
  server.on("request", (request, response) => {
    if (request.httpVersion === "1.1") Reflect.apply(passOn, server, [request, response]);
  });
  return server as unknown as Server;
}
