import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { Status } from "../../src/generated/status.ts";
import { findSecrets } from "../support/find-secrets.ts";
import { type IndiscreetLine, SECRETS, sourceText, startIndiscreetLine } from "../support/indiscreet-line.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";

const WAIT = { timeout: 50_000, interval: 20 };
const COLLECTION = "/collectors/1/sources";
const PATHS = [
  "/status",
  "/healthEvents",
  "/deadLetters",
  "/openapi.json",
  COLLECTION,
  `${COLLECTION}?download=true`,
  `${COLLECTION}/1`,
  "/../../metrics",
  "/../../healthz",
];
const SOURCE = { name: "Acme", workspaceID: "1204094735693514" };

const KEY = `Basic ${Buffer.from(`suX1:${SECRETS.accessKey}`).toString("base64")}`;

/** Everything that was told, by who told it. */
class Told {
  readonly texts: Record<string, string> = {};
  readonly #line: IndiscreetLine;

  constructor(line: IndiscreetLine) {
    this.#line = line;
  }

  async ask(when: string, path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(this.#line.api + path, {
      ...init,
      headers: { authorization: KEY, ...init.headers },
    });
    const head = JSON.stringify([...answer.headers]);
    this.texts[`${when}: ${init.method ?? "GET"} ${path}`] = `${head}\n${await answer.clone().text()}`;
    return answer;
  }

  async command(when: string, ...args: string[]): Promise<void> {
    const { code, stdout, stderr } = await runCommand(args);
    expect([0, 1], stderr).toContain(code);
    this.texts[`${when}: ${args.join(" ").replaceAll(this.#line.folder, "")}`] = stdout + stderr;
  }

  /** Asks the API for all it has. */
  async askAll(when: string): Promise<void> {
    await Promise.all(PATHS.map((path) => this.ask(when, path)));
  }

  /** Asks the API for all it has, and every command that looks at a running receiver. */
  async everything(when: string): Promise<void> {
    const settings = ["--settings", this.#line.settings];
    await Promise.all([
      this.askAll(when),
      this.command(when, "status", ...settings),
      this.command(when, "status", "--json", ...settings),
      this.command(when, "checkpoint", "list", "--json", ...settings),
      this.command(when, "checkpoint", "show", "Acme", ...settings),
      this.command(when, "deadletter", "list", ...settings),
      this.command(when, "deadletter", "list", "--json", ...settings),
      this.command(when, "check", ...settings),
    ]);
  }

  async until(condition: (status: Status) => boolean): Promise<void> {
    await vi.waitUntil(async () => {
      const answer = await fetch(`${this.#line.api}/status`, { headers: { authorization: KEY } }).catch(
        () => undefined,
      );
      return answer !== undefined && condition((await answer.json()) as Status);
    }, WAIT);
  }
}

function fails(as: string): (status: Status) => boolean {
  return ({ sources: [source] }) => source?.failure?.errorType === as;
}

function expectUntold(told: Told, lines: Record<string, string>): void {
  expect(findSecrets(Object.values(SECRETS), { ...told.texts, ...lines })).toEqual([]);
}

it("no failure makes a receiver that follows files tell a secret, nor any command that looks at it", async () => {
  const line = await startIndiscreetLine();
  const told = new Told(line);
  const settings = ["--settings", line.settings];
  line.writeSource(sourceText({ ...SOURCE, personalAccessToken: SECRETS.token }));
  const { child, output, ended } = startCommand(["run", ...settings, "--log-level", "trace", "--trace-http"]);
  const restart = (when: string): Promise<void> => told.command(when, "restart", "Acme", ...settings);

  await told.until(fails("ThirdPartyConfig"));
  await told.everything("Asana refuses the token");

  line.manners.asana = "hasEvents";
  await restart("Asana has events");
  await told.until(fails("FirstPartyGeneric"));
  await told.askAll("the endpoint refuses all records");
  await told.command("the endpoint refuses all records", "status", ...settings);

  line.manners.endpoint = "refusesOne";
  await restart("the endpoint takes others");
  await told.until(({ sources: [source] }) => source?.deadLettered === 1);
  await told.everything("there is a dead letter");
  await told.command("there is a dead letter", "deadletter", "show", "1", ...settings);
  await told.command("there is a dead letter", "deadletter", "retry", "--all", ...settings);
  await told.command("there is a dead letter", "deadletter", "export", ...settings);
  await told.ask("there is a dead letter", "/deadLetters/1/action/retry", { method: "POST" });

  // A slip in the key; then one in the syntax, in the middle of the token.
  const stray = sourceText({ ...SOURCE, personalAcessToken: SECRETS.strayToken });
  for (const [what, content] of [
    ["a misspelt key", stray],
    ["a cut text", stray.slice(0, stray.indexOf(SECRETS.strayToken) + 20)],
    [
      "a name",
      sourceText({ ...SOURCE, name: SECRETS.strayToken, personalAccessToken: SECRETS.strayToken, other: 1 }),
    ],
  ] as const) {
    const before = output.stderr.split('"level":"warn"').length;
    line.writeSource(content);
    await vi.waitUntil(() => output.stderr.split('"level":"warn"').length > before, WAIT);
    await told.askAll(what);
    const formats = ["pretty", "json", "github", "sarif"];
    await Promise.all(
      formats.map((format) =>
        told.command(what, "validate", line.sources, line.settings, "--format", format),
      ),
    );
  }
  await told.ask("files", COLLECTION, { method: "POST", body: stray });
  await told.ask("a wrong key", "/status", {
    headers: { authorization: `Basic ${btoa(`suX1:${SECRETS.strayToken}`)}` },
  });

  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  // What the endpoint gets, health events among it, is for other eyes than its credentials.
  const exported = line.bodies.join("\n");
  expect(exported).toContain("Asana refuses the configuration");
  expect(exported).toContain("There are dead letters");
  expectUntold(told, { stdout: output.stdout, stderr: output.stderr, "the endpoint": exported });
  // Else nobody was tempted.
  expect(output.stderr).toContain("[redacted]");
}, 300_000);

it("no request makes a receiver that is managed through its API tell a secret", async () => {
  const line = await startIndiscreetLine();
  const told = new Told(line);
  const content = JSON.parse(readFileSync(line.settings, "utf8"));
  delete content.sources;
  const settings = join(line.folder, "api.json");
  writeFileSync(settings, JSON.stringify(content));
  const { child, output, ended } = startCommand(["run", "--settings", settings, "--log-level", "trace"]);
  await told.until(() => true);

  const source = sourceText({ ...SOURCE, personalAccessToken: SECRETS.apiToken });
  const made = await told.ask("a source", COLLECTION, { method: "POST", body: source });
  expect(made.status).toBe(201);
  await told.until(fails("ThirdPartyConfig"));
  const stray = SECRETS.strayToken;
  const bodies = {
    "a misspelt key": sourceText({ ...SOURCE, personalAcessToken: stray }),
    "a cut text": source.replace(SECRETS.apiToken, stray).slice(0, -40),
    "a wrong type": sourceText({ ...SOURCE, personalAccessToken: { token: stray } }),
    "a name taken": sourceText({ ...SOURCE, personalAccessToken: stray }),
    "a token for a type": JSON.stringify({
      source: { config: { personalAccessToken: stray }, schemaRef: { type: stray } },
    }),
  };
  for (const [what, body] of Object.entries(bodies)) {
    const answer = await told.ask(what, COLLECTION, { method: "POST", body });
    expect(answer.status, what).toBe(400);
    await told.ask(what, `${COLLECTION}/1`, { method: "PUT", body, headers: { "if-match": "*" } });
  }
  line.manners.asana = "hasEvents";
  line.manners.endpoint = "rejectsOne";
  await told.ask("a restart", `${COLLECTION}/1/action/restart`, { method: "POST" });
  await told.until(({ sources: [one] }) => (one?.rejected ?? 0) > 0);
  await told.askAll("in the end");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expectUntold(told, {
    stdout: output.stdout,
    stderr: output.stderr,
    "the endpoint": line.bodies.join("\n"),
  });
}, 300_000);
