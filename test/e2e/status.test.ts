import { once } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { formatTable, widthOf } from "../../src/cli/table.ts";
import type { Status } from "../../src/generated/status.ts";
import { freePort } from "../support/free-port.ts";
import { type Line, startLine, TOKEN } from "../support/line.ts";
import { json, startLocalServer } from "../support/local-server.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";

const WAIT = { timeout: 50_000, interval: 10 };
const ESCAPE = "\u001b";

/** A receiver in a process of its own, and the address of its API. */
interface Running {
  readonly url: string;
  /** Waits until its snapshot is like this. */
  until(condition: (status: Status) => boolean): Promise<void>;
  kill(): Promise<void>;
}

async function startRun(args: readonly string[]): Promise<Running> {
  const { child, output, ended } = startCommand(["run", ...args]);
  const [, url = ""] = await vi.waitUntil(() => /"url":"(http[^"]+)"/.exec(output.stderr), WAIT);
  return {
    url,
    async until(condition) {
      const isSo = async (): Promise<boolean> =>
        condition((await (await fetch(`${url}/api/v1/status`)).json()) as Status);
      await vi.waitUntil(isSo, WAIT);
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Whether no source has anything left to do just now. */
function isSettled({ sources }: Status): boolean {
  return sources.every(({ nextPollAt, failure }) => nextPollAt !== undefined || failure !== undefined);
}

/** A receiver with one source that collects and one whose token is refused. */
async function startMixed(): Promise<Running & { readonly line: Line }> {
  const line = await startLine({ events: 150 });
  line.addSource("broken.json", { name: "Broken", personalAccessToken: "2/a-token-that-is-refused" });
  const running = await startRun(line.args);
  await running.until(isSettled);
  return { ...running, line };
}

describe("status", () => {
  it("shows what each source is doing, and ends with 0 when no error is open", async () => {
    const { args } = await startLine({ events: 150 });
    const { url, until } = await startRun(args);
    await until(isSettled);
    const { code, stdout, stderr } = await runCommand(["status", "--url", url]);
    expect(code, stderr).toBe(0);
    const [title = "", , columns = "", row = ""] = stdout.split("\n");
    expect(title).toMatch(
      /\(1\): healthy, up .+ to http:\/\/127\.0\.0\.1:\d+, sources from files, version \d/,
    );
    expect(columns).toMatch(
      /^SOURCE {2}STATE {7}HEALTH {3}LAST EVENT +LAG {2}ACKNOWLEDGED {2}REJECTED {2}DEAD LETTERS {2}NEXT$/,
    );
    expect(row).toMatch(/^Acme {4}Collecting {2}healthy {2}\S.* ago +\d.* 150 +0 +0 {2}next poll in \d.*$/);
    expect(stdout).not.toContain("incidents");
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it("shows open incidents with what to do, and ends with 1 when an error is open", async () => {
    const { url } = await startMixed();
    const { code, stdout, stderr } = await runCommand(["status", "--url", url]);
    expect(code).toBe(1);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/\(1\): error, /);
    expect(stdout).toMatch(
      /^Broken +Error +1 error +– +– +0 +0 +0 +waits for a change or a restart: Asana answered 401/m,
    );
    expect(stdout).toMatch(/^Error +Broken +Asana refuses the configuration +(now|\S.* ago) +once$/m);
    expect(stdout).toMatch(/^ {2}Asana answered 401: Not Authorized\n {2}Check that personalAccessToken /m);
    expect(stdout).not.toContain("a-token-that-is-refused");
    expect(stdout).not.toContain(TOKEN);
  });

  it("shows when a failure is tried again, and how often it was", async () => {
    const { args, sink } = await startLine({}, { timeout: "200ms" });
    sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const { url, until } = await startRun(args);
    await until(({ sources }) => sources.every(({ failure }) => failure !== undefined));
    const { code, stdout } = await runCommand(["status", "--url", url]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/ retry (in .+|now) after \d+ attempts?: The endpoint answered 500/);
  });

  it("can be of one source, by its name or its id, which then decides the exit code", async () => {
    const { url } = await startMixed();
    const byName = await runCommand(["status", "Acme", "--url", url]);
    expect(byName.code).toBe(0);
    expect(byName.stdout).toMatch(/^Acme /m);
    expect(byName.stdout).not.toContain("Broken");
    const { stdout } = await runCommand(["status", "--json", "--url", url]);
    const broken = (JSON.parse(stdout) as Status).sources.find(({ name }) => name === "Broken");
    const byId = await runCommand(["status", String(broken?.id), "--url", url]);
    expect(byId.code).toBe(1);
    expect(byId.stdout).toMatch(/^Broken /m);
    expect(byId.stdout).not.toContain("Acme");
  });

  it("--json is the snapshot, with the same exit code", async () => {
    const { url } = await startMixed();
    const { code, stdout, stderr } = await runCommand(["status", "--json", "--url", url]);
    expect(code, stderr).toBe(1);
    const answered = (await (await fetch(`${url}/api/v1/status`)).json()) as Status;
    expect({ ...JSON.parse(stdout), at: "" }).toEqual({ ...answered, at: "" });
    expect(stdout).toContain('\n  "sources": [\n');
    expect(stdout).not.toContain(TOKEN);
  });

  it("names the known sources when there is none of that name", async () => {
    const { url } = await startMixed();
    const { code, stdout, stderr } = await runCommand(["status", "acme", "--url", url]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(`there is no source "acme" at ${url}. Choose one of "Acme", "Broken".`);
  });
});

describe("the receiver that is asked", () => {
  it("is the one of the settings, with their credentials, which are not shown", async () => {
    const line = await startLine({ events: 5 });
    const port = await freePort();
    const { sources, asanaUrl, endpoint, storage, settings = "" } = line.flags;
    const api = { accessId: "ops", accessKey: "a-key-that-nobody-may-see" };
    const write = (accessKey: string): void =>
      line.writeSettings({
        ...{ sources, endpoint, storage, asana: { url: asanaUrl } },
        ...{ listen: `127.0.0.1:${port}`, api: { ...api, accessKey } },
      });
    write(api.accessKey);
    const { url } = await startRun(["--settings", settings]);
    const asked = await runCommand(["status", "--settings", settings]);
    expect(asked.code, asked.stderr).toBe(0);
    expect(asked.stdout).toContain("Acme");

    const anonymous = await runCommand(["status", "--url", url]);
    expect(anonymous.code).toBe(1);
    expect(anonymous.stderr).toMatch(/asks for credentials.*--settings/);

    write("another-key-that-nobody-may-see");
    const wrong = await runCommand(["status", "--settings", settings]);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("does not accept the credentials of the settings");
    expect(JSON.stringify([asked, anonymous, wrong])).not.toContain("nobody-may-see");
  });

  it("is told by its address when it cannot be reached", async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const { code, stdout, stderr } = await runCommand(["status", "--listen", address]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(`the receiver at http://${address} cannot be reached: connect ECONNREFUSED`);
    expect(stderr).toMatch(/Check that it is running, or name another address with --listen, .*--settings/);
  });

  it.each([
    ["the API is switched off", ["--listen", "off"], 1, /switch the API off.*--url/],
    ["its port is not known", ["--listen", "127.0.0.1:0"], 1, /port 0.*--url/],
    ["there are no such settings", ["--settings", "nowhere.json"], 1, /nowhere\.json: error: /],
    ["its address is no URL", ["--url", "127.0.0.1:8484"], 2, /--url.*http:\/\/127\.0\.0\.1:8484/],
    ["its address holds a password", ["--url", "http://ops:pass@127.0.0.1"], 2, /--url holds credentials/],
  ])("is not asked when %s", async (_what, args, exitCode, words) => {
    const { code, stdout, stderr } = await runCommand(["status", ...args]);
    expect(code, stderr).toBe(exitCode);
    expect(stdout).toBe("");
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain("ops:pass");
  });

  it.each([
    ["JSON of something else", json(200, { status: "fine" })],
    ["a page", json(200, "<html>hello</html>")],
    ["a page for an error", json(502, "<html>bad gateway</html>")],
  ])("must be one: %s is none", async (_what, listener) => {
    const { url } = await startLocalServer(listener);
    const { code, stderr } = await runCommand(["status", "--url", url]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/as no receiver of this version does\. Check what listens there/);
  });

  it("may refuse in its own words, which command no terminal and repeat no secret", async () => {
    const { url } = await startLocalServer((request, response) => {
      const message = `${ESCAPE}[2J You sent ${request.headers.authorization}.`;
      response.writeHead(403, { "content-type": "application/json" });
      response.end(JSON.stringify({ status: 403, id: "1", code: "Forbidden", message }));
    });
    const line = await startLine();
    line.writeSettings({ api: { accessId: "ops", accessKey: "a-key-that-nobody-may-see" } });
    const { settings = "" } = line.flags;
    const { code, stderr } = await runCommand(["status", "--url", url, "--settings", settings]);
    expect(code).toBe(1);
    expect(stderr).toContain("answered 403 Forbidden. \\u{1b}[2J You sent Basic [redacted].");
    expect(stderr).not.toContain(ESCAPE);
  });
});

describe("status --watch", () => {
  it("prints anew until Ctrl-C, also while the receiver is away", async () => {
    const { args } = await startLine({ events: 5 });
    const { url, until, kill } = await startRun(args);
    await until(isSettled);
    const { child, output, ended } = startCommand(["status", "--watch", "0.05", "--url", url]);
    await vi.waitUntil(() => output.stdout.split(/^Acme /m).length > 2, WAIT);
    await kill();
    await vi.waitUntil(() => output.stdout.split("cannot be reached").length > 2, WAIT);
    child.kill("SIGINT");
    expect(await ended).toBe(1);
    expect(output.stderr).toBe("");
    // No terminal, no commands to one.
    expect(output.stdout).not.toContain(ESCAPE);
  });

  it("--json prints one snapshot after the other", async () => {
    const { args } = await startLine({ events: 5 });
    const { url, until } = await startRun(args);
    await until(isSettled);
    const { child, output, ended } = startCommand(["status", "--json", "--watch", "0.05", "--url", url]);
    await vi.waitUntil(() => output.stdout.split(/^}\n/m).length > 2, WAIT);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    const [first = "", second = ""] = output.stdout.split(/(?<=^}\n)/m);
    expect([JSON.parse(first), JSON.parse(second)]).toMatchObject([
      { health: "healthy" },
      { health: "healthy" },
    ]);
  });

  it("ends when nobody reads any more", async () => {
    const { args } = await startLine({ events: 5 });
    const { url } = await startRun(args);
    const { child, ended } = startCommand(["status", "--watch", "0.05", "--url", url]);
    if (child.stdout !== null) await once(child.stdout, "data");
    child.stdout?.destroy();
    expect(await ended).toBe(0);
  });

  it("takes a number of seconds", async () => {
    const { code, stderr } = await runCommand(["status", "--watch", "Acme"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--watch 5");
  });
});

describe("a table", () => {
  const ROWS = [
    ["NAME", "COUNT", "WHY"],
    ["東京支社", "12", "a long text that explains a lot"],
    ["Acme", "1,234", "short"],
  ];

  it("aligns columns by what a terminal shows", () => {
    expect(formatTable(ROWS, { right: [1] })).toEqual([
      "NAME      COUNT  WHY",
      "東京支社     12  a long text that explains a lot",
      "Acme      1,234  short",
    ]);
  });

  it("cuts its widest columns until it fits", () => {
    const lines = formatTable(ROWS, { right: [1], width: 30 });
    expect(lines[1]).toBe("東京支社     12  a long text …");
    expect(Math.max(...lines.map(widthOf))).toBe(30);
  });

  it("keeps a cell in its line, and shows what could command a terminal", () => {
    expect(formatTable([[`a\nb${ESCAPE}[2J\u202e`, "c"]])).toEqual(["a b\\u{1b}[2J\\u{202e}  c"]);
  });
});
