import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { type Line, startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { startLocalServer } from "../support/local-server.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const WAIT = { timeout: 50_000, interval: 10 };

interface CheckFinding {
  readonly subject: string;
  readonly check: string;
  readonly ok: boolean;
  readonly message: string;
  readonly hint?: string;
}

/** What `check --format json` finds. */
async function findings(args: readonly string[]): Promise<readonly CheckFinding[]> {
  const { stdout } = await runCommand(["check", ...args, "--format", "json"]);
  expect(stdout).not.toContain(TOKEN);
  return JSON.parse(stdout) as CheckFinding[];
}

/** Every file of the storage folder with its content. */
function stored({ flags: { storage = "" } }: Line): ReadonlyMap<string, string> {
  return new Map(readdirSync(storage).map((name) => [name, readFileSync(join(storage, name), "base64")]));
}

describe("check", () => {
  it("ends with 0 when all is well; it sends no record and makes no storage folder", async () => {
    const { args, sink, asana, folder } = await startLine();
    const { code, stdout, stderr } = await runCommand(["check", ...args]);
    expect(code, stdout).toBe(0);
    expect(stderr).toBe("");
    const oldest = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;
    expect(stdout.trimEnd().split("\n")).toEqual([
      `ok  config    ${folder}/sources: 1 source`,
      expect.stringMatching(
        `^ok  Acme      token accepted, workspace ${WORKSPACE}, 100 events on the first page, oldest ${oldest}$`,
      ),
      `ok  endpoint  ${sink.url} accepts http/json`,
      `ok  storage   ${folder}/state can be made in ${folder}`,
    ]);
    expect(stdout).not.toContain(TOKEN);
    expect(asana.requests).toHaveLength(1);
    expect(sink.counts).toMatchObject({ requests: 1, records: 0 });
    expect(existsSync(join(folder, "state"))).toBe(false);
  });

  it("asks for the page that a new source would begin with", async () => {
    const { args, asana } = await startLine({}, { asana: { limit: 7 }, polling: { startAt: "now" } });
    const found = await findings(args);
    expect(found).toContainEqual(
      expect.objectContaining({
        subject: "Acme",
        ok: true,
        message: expect.stringContaining("no event yet"),
      }),
    );
    const { query } = asana.requests[0] ?? {};
    expect(query).toEqual({ limit: "7", start_at: expect.any(String) });
  });

  it("leaves the checkpoints as they are", async () => {
    const line = await startLine();
    await runCommand(["run", ...line.args, "--once"]);
    const before = stored(line);
    const { records } = line.sink.counts;
    const { code, stdout } = await runCommand(["check", ...line.args]);
    expect(code, stdout).toBe(0);
    expect(stdout).toContain(`${line.flags.storage} is writable`);
    expect(stored(line)).toEqual(before);
    expect(line.sink.counts.records).toBe(records);
  });

  it("can be asked beside a receiver that runs", async () => {
    const { args, sink } = await startLine({ events: 20 });
    const { output, child, ended } = startCommand(["run", ...args]);
    await vi.waitUntil(() => sink.counts.records === 20, WAIT);
    const { code, stdout } = await runCommand(["check", ...args]);
    expect(code, stdout).toBe(0);
    child.kill("SIGTERM");
    expect(await ended, output.stderr).toBe(0);
  });

  it("speaks protobuf as well", async () => {
    const { args, sink } = await startLine({}, { compression: "gzip" });
    const { code, stdout } = await runCommand(["check", ...args, "--protocol", "http/protobuf"]);
    expect(code, stdout).toBe(0);
    expect(stdout).toContain("accepts http/protobuf");
    expect(sink.counts.records).toBe(0);
  });

  it("without sources, checks the endpoint and the storage, and says who checks the others", async () => {
    const { flags, sink } = await startLine();
    const args = ["--endpoint", sink.url, "--storage", flags.storage ?? ""];
    const { code, stdout, stderr } = await runCommand(["check", ...args]);
    expect(code).toBe(0);
    expect(stdout.match(/^ok +\w+/gm)).toEqual(["ok  endpoint", "ok  storage"]);
    expect(stderr).toMatch(
      /made through the API are checked by the running receiver: otel-asana-receiver status/,
    );
  });
});

describe("what check says of a source", () => {
  it("is what Asana refuses, and what to do about it", async () => {
    const { args, addSource } = await startLine({ userTokens: ["2/a-person's-token"] });
    addSource("acme.json", { name: "A", personalAccessToken: "2/a-token-that-is-refused" });
    addSource("b.json", { name: "B", workspaceID: "1200000000000042" });
    addSource("c.json", { name: "C", personalAccessToken: "2/a-person's-token" });
    addSource("d.json", { name: "D" });
    const { code, stdout } = await runCommand(["check", ...args]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^fail +A +ThirdPartyConfig: Asana answered 401: .+\. Check that personalAccessToken /m,
    );
    expect(stdout).toMatch(/^fail +B +ThirdPartyConfig: Asana answered 404: .+\. Check workspaceID /m);
    expect(stdout).toMatch(/^fail +C +ThirdPartyConfig: Asana answered 403: .+\. Check that the token /m);
    expect(stdout).toMatch(/^ok +D +token accepted, /m);
    for (const secret of [TOKEN, "a-token-that-is-refused", "a-person's-token"]) {
      expect(stdout).not.toContain(secret);
    }
  });

  it("is that Asana cannot be reached", async () => {
    const { args, asana } = await startLine();
    await asana.close();
    const found = await findings(args);
    expect(found).toContainEqual({
      subject: "Acme",
      check: "source",
      ok: false,
      message: expect.stringContaining("ThirdPartyGeneric: No answer from Asana"),
      hint: expect.stringContaining("asana.url"),
    });
  });

  it("stands in the order of the sources, of which a few are asked at the same time", async () => {
    const waiting: (() => void)[] = [];
    let asked = 0;
    let most = 0;
    const { url } = await startLocalServer((_request, response) => {
      asked += 1;
      most = Math.max(
        most,
        waiting.push(() => {
          response.writeHead(200, { "content-type": "application/json" });
          response.end('{"data":[],"next_page":null}');
        }),
      );
      // All that are asked at once, the last of them first.
      if (asked === 8 || asked === 12) for (const answer of waiting.splice(0).reverse()) answer();
    });
    const { flags, sink, folder } = await startLine();
    const names = Array.from({ length: 12 }, (_, index) => `Source ${index}`);
    const sources = names.map((name) => ({
      config: { name, personalAccessToken: TOKEN, workspaceID: WORKSPACE },
      schemaRef: { type: "Asana" },
      sourceType: "Universal",
    }));
    const file = join(folder, "many.json");
    writeFileSync(file, JSON.stringify({ "api.version": "v1", sources }));
    const args = ["--sources", file, "--asana-url", url, "--endpoint", sink.url];
    const found = await findings([...args, "--storage", flags.storage ?? ""]);
    expect(found.filter(({ check }) => check === "source").map(({ subject }) => subject)).toEqual(names);
    expect(most).toBe(8);
  });
});

describe("what check says of the events", () => {
  it("is how many would pass the filters, and where something would be redacted, without a value", async () => {
    const filters = { eventCategory: ["logins"], exclude: { eventType: "user_logged_out" } };
    const { args, sink } = await startLine({}, { filters, redact: ["email", "ip", "saml_response"] });
    const { code, stdout } = await runCommand(["check", ...args]);
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/^ok +Acme +[1-9]\d? of 100 events would pass the filters$/m);
    expect(stdout).toMatch(
      /^ok +Acme +[1-9]\d+ values would be redacted: .*\/resource\/email \([1-9]\d*\).*\/context\/client_ip_address \(/m,
    );
    expect(stdout).not.toMatch(/@|(\d+\.){3}\d+(?!:\d)/);
    expect(sink.counts.records).toBe(0);
  });

  it("is nothing as long as the settings name neither, and when Asana itself filters", async () => {
    const { args } = await startLine({}, { filters: { eventType: "user_login_failed" } });
    const found = await findings(args);
    expect(found.map(({ check }) => check)).toEqual(["config", "source", "endpoint", "storage"]);
  });

  it("is that nothing would be redacted, or more than was asked for", async () => {
    const { args, writeSettings } = await startLine({ events: 5 }, { redact: ["/nowhere"] });
    const message = "nothing would be redacted in 5 events";
    expect(await findings(args)).toContainEqual({ subject: "Acme", check: "redact", ok: true, message });
    writeSettings({ redact: ["/event_type/part"] });
    expect(await findings(args)).toContainEqual(
      expect.objectContaining({
        message: "5 values would be redacted: /event_type as a whole, which /event_type/part leads into (5)",
      }),
    );
  });
});

describe("what check says of the endpoint", () => {
  it("is what it refuses, and what to do about it", async () => {
    const { args, sink } = await startLine(
      {},
      { headers: { authorization: "Bearer a-header-to-keep-secret" } },
    );
    sink.setAnswer(() => ({ kind: "status", status: 401 }));
    const { code, stdout } = await runCommand(["check", ...args]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^fail +endpoint +FirstPartyGeneric: .+ answered 401 .+\. Check endpoint, headers, tls and proxy/m,
    );
    expect(stdout).toMatch(/^ok +Acme /m);
    expect(stdout).not.toContain("a-header-to-keep-secret");
    expect(sink.counts.records).toBe(0);
  });

  it.for([
    [400, "http/json"],
    [411, "http/protobuf"],
    [422, "http/json"],
    [500, "http/protobuf"],
  ] as const)("is that a %i to an empty export over %s proves nothing about records", async (row) => {
    const [status, protocol] = row;
    const { args, sink } = await startLine({}, { protocol });
    sink.setAnswer(() => ({ kind: "status", status }));
    const { code, stdout } = await runCommand(["check", ...args]);
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^ok +endpoint +${sink.url} refuses an empty export, which proves nothing .+ ${status} `,
        "m",
      ),
    );
  });

  it.for([401, 403, 404, 413, 415, 429, 502, 503])("is that a %i is a failure", async (status) => {
    const { args, sink } = await startLine({}, { timeout: "300ms" });
    sink.setAnswer(() => ({ kind: "status", status }));
    const found = await findings(args);
    expect(found).toContainEqual(
      expect.objectContaining({
        check: "endpoint",
        ok: false,
        message: expect.stringContaining(`${status}`),
      }),
    );
  });

  it("is that nobody is there", async () => {
    const { args, sink } = await startLine({}, { timeout: "300ms" });
    await sink.close();
    const found = await findings(args);
    expect(found).toContainEqual({
      subject: "endpoint",
      check: "endpoint",
      ok: false,
      message: expect.stringContaining("No answer from the endpoint"),
      hint: expect.stringContaining("check that the endpoint is up"),
    });
  });
});

it("check says where a setting names TLS files that cannot be used", async () => {
  const { args, folder } = await startLine({}, { tls: { ca: "no-such-file.pem" } });
  expect(await findings(args)).toEqual([
    {
      subject: expect.stringMatching(/receiver\.json:1:\d+$/),
      check: "config",
      ok: false,
      message: `tls.ca names ${join(folder, "no-such-file.pem")}: there is no such file`,
      hint: "Check that it exists and that this user may read it",
    },
  ]);
});

describe("what check says of the storage", () => {
  it.each([
    ["a file", "", /is not a folder/],
    ["a folder below a file", "state", /ENOTDIR/],
  ])("is that %s cannot be used, and what to do about it", async (_what, below, words) => {
    const { args } = await startLine();
    const file = join(tempFolder(), "taken");
    writeFileSync(file, "");
    const found = await findings([...args, "--storage", join(file, below)]);
    expect(found).toContainEqual({
      subject: "storage",
      check: "storage",
      ok: false,
      message: expect.stringMatching(words),
      hint: expect.stringContaining("--storage"),
    });
  });
});

describe("a storage folder behind a link to what is not there", () => {
  it("is not one that can be made", async () => {
    const { args } = await startLine();
    const link = join(tempFolder(), "volume");
    symlinkSync(join(tempFolder(), "not-mounted"), link);
    const storage = join(link, "state");
    expect(await findings([...args, "--storage", storage])).toContainEqual(
      expect.objectContaining({ subject: "storage", ok: false, message: expect.stringContaining(link) }),
    );
    const { code } = await runCommand(["run", ...args, "--once", "--storage", storage]);
    expect(code).toBe(1);
  });
});

describe("mistakes in the configuration", () => {
  it("of sources are findings with their place; no source is asked about then, the rest is", async () => {
    const { args, addSource, asana, sink, folder } = await startLine();
    addSource("broken.json", { name: "Broken", workspaceID: 1204094735693514 });
    const { code, stdout } = await runCommand(["check", ...args]);
    expect(code).toBe(1);
    expect(stdout).toContain(`fail  config    ${join(folder, "sources", "broken.json")}:8:`);
    expect(stdout).not.toContain("Acme");
    expect(stdout).toMatch(/^ok +endpoint /m);
    expect(stdout).toMatch(/^ok +storage /m);
    expect(asana.requests).toEqual([]);
    expect(sink.counts.records).toBe(0);
    const [first] = await findings(args);
    expect(first).toEqual({
      subject: expect.stringMatching(/broken\.json:8:\d+$/),
      check: "config",
      ok: false,
      message: expect.stringContaining("string"),
      hint: expect.stringMatching(/\S/),
    });
  });

  it("of settings are all that is found", async () => {
    const { args, asana, sink } = await startLine();
    const { code, stdout } = await runCommand(["check", ...args, "--endpoint", "nowhere"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fail {2}config {2}--endpoint: endpoint must be a URL/);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(asana.requests).toEqual([]);
    expect(sink.counts.requests).toBe(0);
  });

  it("are told beside the findings when they are only warnings", async () => {
    const { args, addSource } = await startLine();
    addSource("acme.json", { fields: { _siemForward: "true" } });
    const { code, stdout, stderr } = await runCommand(["check", ...args, "--format", "json"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/acme\.json:\d+:\d+: warning: _siemForward is a text/);
    expect(JSON.parse(stdout)).toHaveLength(4);
  });
});
