import { writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { freePort } from "./free-port.ts";
import { json, startLocalServer } from "./local-server.ts";
import { tempFolder } from "./temp-folder.ts";

/** What nobody may tell. */
export const SECRETS = {
  token: "2/98f4-token/that:nobody+may&see%40all",
  header: "Qx7-header/that+nobody=may%see",
  path: "ZaVnC4dhaV0-path-that-nobody-may-see",
  accessKey: "x9K2-access-key&that-nobody:may-see",
  apiToken: "2/77aa-token/made:through+the&api%40all",
  strayToken: "2/31cc-token/in:the+wrong&place%40all",
} as const;

/** How Asana or the endpoint behaves. */
export interface Manners {
  asana: "refuses" | "hasEvents";
  endpoint: "refuses" | "refusesOne" | "rejectsOne" | "failsLater" | "accepts";
}

/** Both ends of a line, which repeat in their answers all they were asked with, and a folder with settings. */
export interface IndiscreetLine {
  readonly manners: Manners;
  /** Bodies that the endpoint got. */
  readonly bodies: readonly string[];
  readonly folder: string;
  readonly settings: string;
  readonly sources: string;
  /** The base URL of the API. */
  readonly api: string;
  /** Writes the source file anew. */
  writeSource(content: string): void;
}

/** The text of a source file. */
export function sourceText(config: Readonly<Record<string, unknown>>): string {
  const source = { config, schemaRef: { type: "Asana" }, sourceType: "Universal" };
  return JSON.stringify({ "api.version": "v1", source }, null, 2);
}

/** Starts both ends. */
export async function startIndiscreetLine(): Promise<IndiscreetLine> {
  const manners: Manners = { asana: "refuses", endpoint: "refuses" };
  const bodies: string[] = [];
  const asana = await startLocalServer((request, response) => answerAsAsana(manners)(request, response));
  const endpoint = await startLocalServer(async (request, response) => {
    const body = await text(request);
    bodies.push(body);
    answerAsEndpoint(manners, body)(request, response);
  });
  const folder = tempFolder();
  const port = await freePort();
  const settings = {
    sources: "acme.json",
    asana: { url: asana.url },
    endpoint: `${endpoint.url}/receiver/${SECRETS.path}`,
    headers: { Authorization: `Bearer ${SECRETS.header}` },
    compression: "none",
    polling: { interval: "1s" },
    storage: "state",
    listen: `127.0.0.1:${port}`,
    api: { accessId: "suX1", accessKey: SECRETS.accessKey },
  };
  writeFileSync(join(folder, "receiver.json"), JSON.stringify(settings));
  const sources = join(folder, "acme.json");
  return {
    manners,
    bodies,
    folder,
    settings: join(folder, "receiver.json"),
    sources,
    api: `http://127.0.0.1:${port}/api/v1`,
    writeSource: (content) => writeFileSync(sources, content),
  };
}

/** All that a request has said, in several spellings, and so long that whoever cuts it cuts within a secret. */
function repeat(told: string): string {
  const spellings = [told, encodeURIComponent(told), JSON.stringify(told)];
  const filler = "and again ".repeat(22);
  return `${spellings.join(" ")} ${filler}${told} ${told} ${told}`;
}

function answerAsAsana(manners: Manners): RequestListener {
  return (request, response) => {
    const query = new URL(request.url ?? "", "http://local").searchParams;
    const answer =
      manners.asana === "refuses"
        ? json(401, {
            errors: [{ message: `Not Authorized: ${repeat(request.headers.authorization ?? "")}` }],
          })
        : json(200, page(query.get("offset")));
    answer(request, response);
  };
}

/** Three events once, then nothing. */
function page(offset: string | null): object {
  const created_at = new Date().toISOString();
  const data = ["1", "2", "3"].map((gid) => ({ gid, created_at, event_type: "task_deleted" }));
  return { data: offset === null ? data : [], next_page: { offset: `after-${offset}` } };
}

function answerAsEndpoint({ endpoint }: Manners, body: string): RequestListener {
  return (request, response) => {
    const message = repeat(`${request.headers.authorization} at ${request.url}`);
    const isAboutOne = body.includes('\\"gid\\":\\"2\\"');
    const isRefused = endpoint === "refuses" || (endpoint === "refusesOne" && isAboutOne);
    const rejected = { partialSuccess: { rejectedLogRecords: "1", errorMessage: message } };
    if (isRefused) json(400, { message })(request, response);
    else if (endpoint === "failsLater") json(503, { message })(request, response);
    else json(200, endpoint === "rejectsOne" ? rejected : {})(request, response);
  };
}
