import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { ACCESS, type Api, type ApiOptions, basic, createSource, GUARDED, startApi } from "../support/api.ts";
import { startLine, TOKEN } from "../support/line.ts";

const HTML = { accept: "text/html" };
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PAGES = [
  ...["/", "/health", "/sources/1", "/sources/1/health", "/sources/1/info", "/sources/1/restart"],
  ...["/sources/new", "/sources/1/edit", "/sources/1/delete", "/nothing", "/sources/9", "/sources/x"],
];
const FORMS = ["/sources/1/restart", "/sources/new", "/sources/1/edit", "/sources/1/delete"];

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Asks for a page; unlike fetch, under any Host. */
function ask(
  { url }: Api,
  path: string,
  headers: Record<string, string> = {},
  form?: Record<string, string>,
): Promise<Got> {
  const body = form === undefined ? undefined : String(new URLSearchParams(form));
  const type = body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const outgoing = request(url + path, { method, agent: false, headers: { ...HTML, ...type, ...headers } });
    outgoing.on("error", reject);
    outgoing.on("response", async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    outgoing.end(body);
  });
}

/** A receiver with one source, made through the API. */
async function start(options: ApiOptions = {}): Promise<Api> {
  const api = await startApi(await startLine({ events: 0 }), options);
  if (options.api === undefined) await createSource(api);
  return api;
}

function csrfIn({ text }: Got): string {
  return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

describe("every page", () => {
  it.each(PAGES)(
    "%s may load, run and frame nothing from elsewhere, is not stored, and has nothing inline",
    async (path) => {
      const { headers, text } = await ask(await start(), path);
      expect(headers).toMatchObject({
        "content-type": "text/html; charset=UTF-8",
        "content-security-policy": POLICY,
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
      });
      expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?! src="\/assets\/page\.js" defer><)/);
      expect(text).not.toContain(TOKEN);
    },
  );

  it("has a script, a style and an icon", async () => {
    const api = await start();
    const types = { "page.js": "text/javascript; charset=utf-8", "page.css": "text/css; charset=utf-8" };
    for (const [name, type] of Object.entries({ ...types, "icon.svg": "image/svg+xml" })) {
      const { status, headers } = await ask(api, `/assets/${name}`);
      expect([status, headers["content-type"]]).toEqual([200, type]);
    }
    expect((await ask(api, "/assets/tsconfig.json")).status).toBe(404);
    expect((await ask(api, "/assets/..%2fserver.ts")).status).toBe(404);
  });
});

describe("a page is refused, with a page", () => {
  it.each(PAGES)("%s, under a foreign Host", async (path) => {
    const { status, text } = await ask(await start(), path, { host: "evil.example" });
    expect(status).toBe(421);
    expect(text).toContain("not served under that name");
    expect(text).not.toContain("Acme");
  });

  it.each([...PAGES, "/live", "/assets/page.js"])(
    "%s, without credentials where they are asked for",
    async (path) => {
      const api = await start({ api: GUARDED });
      const { status, headers, text } = await ask(api, path);
      expect([status, headers["www-authenticate"]]).toEqual([401, expect.stringContaining("Basic realm=")]);
      expect(text).toContain("Give accessId and accessKey");
      const wrong = await ask(api, path, basic(ACCESS.accessId, "wrong"));
      expect(wrong.status).toBe(401);
    },
  );

  it("not where the credentials are right", async () => {
    const { status } = await ask(
      await start({ api: GUARDED }),
      "/",
      basic(ACCESS.accessId, ACCESS.accessKey),
    );
    expect(status).toBe(200);
  });
});

describe("a form", () => {
  it.each(FORMS)("sent to %s from another origin does nothing, even with its secret", async (path) => {
    const api = await start();
    const csrf = csrfIn(await ask(api, path));
    const answer = await ask(api, path, { origin: "https://evil.example" }, { csrf });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("Pages of other origins may change nothing here");
  });

  it.each(FORMS)(
    "sent to %s without the secret of this start does nothing, and is told why",
    async (path) => {
      const api = await start();
      for (const form of [{ name: "New" }, { csrf: "" }, { csrf: "x".repeat(43) }]) {
        const answer = await ask(api, path, { origin: api.url }, form);
        expect(answer.status).toBe(403);
        expect(answer.text).toContain("open it again");
        expect(answer.headers["content-type"]).toContain("text/html");
      }
      expect(api.receiver.collector.status().sources).toMatchObject([{ name: "Acme" }]);
    },
  );

  it("with it is carried out, and leads to the page", async () => {
    const api = await start();
    const csrf = csrfIn(await ask(api, "/sources/1/restart"));
    const { status, headers } = await ask(api, "/sources/1/restart", { origin: api.url }, { csrf });
    expect([status, headers["location"]]).toEqual([303, "/?notice=restarted"]);
  });

  it("for changes is not given out where files are in charge", async () => {
    const api = await startApi(await startLine({ events: 0 }), { managedBy: "files" });
    for (const path of FORMS.slice(1)) {
      const { status, text } = await ask(api, path);
      expect([status, text]).toEqual([400, expect.stringContaining("Collector is in JSON mode")]);
    }
  });
});

describe("the form of a source", () => {
  it.each([
    ["without a name", ["", "security"], "A field has no name"],
    ["that are named alike", ["team", "security", "team", "it"], "Two fields are named &quot;team&quot;"],
  ])("refuses fields %s, and stores nothing", async (_what, pairs, words) => {
    const api = await start();
    const csrf = csrfIn(await ask(api, "/sources/new"));
    const form = new URLSearchParams({
      csrf,
      name: "Another",
      workspaceID: "1",
      personalAccessToken: "a-token",
    });
    for (const [index, text] of pairs.entries())
      form.append(index % 2 === 0 ? "pair-name" : "pair-value", text);
    const answer = await fetch(`${api.url}/sources/new`, { method: "POST", body: form, headers: HTML });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
    expect((await api.call("GET", "/api/v1/collectors/1/sources")).text).not.toContain("Another");
  });
});
