import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { startCommand } from "../support/receiver-process.ts";
import { holdAnswers } from "../support/scenario.ts";

const FIRST = "first-token-123456";
const SECOND = "second-token-654321";
const API = { accessId: "ops", accessKey: "${file:access-key}" };

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A run whose endpoint takes one token, which stands in a file of its own. */
async function startRun() {
  const line = await startLine({ events: 20 });
  const { folder, sink, args } = line;
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, `${name}.new`), text);
    renameSync(join(folder, `${name}.new`), join(folder, name));
  };
  const headers = { Authorization: "Bearer ${file:token}" };
  const settings = { headers, api: API, health: { export: false } };
  write("token", `${FIRST}\n`);
  write("access-key", FIRST);
  line.writeSettings(settings);
  let valid = FIRST;
  sink.setAnswer(({ headers }) =>
    headers["authorization"] === `Bearer ${valid}` ? undefined : { kind: "status", status: 401 },
  );
  const { child, ended, output } = startCommand(["run", ...args, "--interval", "100ms"]);
  await until(() => sink.counts.records === 20);
  await until(() => output.stderr.includes('"API"'));
  const url = /"url":"(http:[^"]+)"/.exec(output.stderr)?.[1] ?? "";
  const status = async (key: string) => {
    const authorization = `Basic ${btoa(`ops:${key}`)}`;
    const answer = await fetch(`${url}/api/v1/status`, { headers: { authorization } });
    return answer.ok
      ? ((await answer.json()) as { incidents: { trackerId: string; reason: string }[] })
      : undefined;
  };
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    expect(await ended, output.stderr).toBe(0);
    for (const secret of [FIRST, SECOND, TOKEN]) expect(output.stderr).not.toContain(secret);
  };
  const expectToken = (token: string): void => {
    valid = token;
  };
  const incident = async (reason: RegExp) => {
    const incidents = (await status(FIRST))?.incidents ?? [];
    return incidents.find((each) => each.trackerId === "ConfigWarning" && reason.test(each.reason));
  };
  return { ...line, settings, write, child, output, expectToken, status, incident, stop };
}

describe("what the settings refer to", () => {
  it("is used as soon as it is rotated: a header of the endpoint, and the key of the API", async () => {
    const { asana, sink, write, expectToken, status, output, stop } = await startRun();
    expectToken(SECOND);
    asana.append(3, WORKSPACE);
    await until(() => output.stderr.includes("401"));
    write("token", SECOND);
    write("access-key", SECOND);
    await until(() => sink.counts.records === 23);
    await until(async () => (await status(SECOND)) !== undefined);
    expect(await status(FIRST)).toBeUndefined();
    await stop();
    expect(sink.counts.duplicates).toBe(0);
  });

  it("is used at once after a SIGHUP, without losing or repeating a page in flight", async () => {
    const { asana, sink, write, child, output, stop } = await startRun();
    const { held, release } = holdAnswers(sink);
    asana.append(3, WORKSPACE);
    await held;
    write("token", SECOND);
    child.kill("SIGHUP");
    await until(() => output.stderr.includes("the new value of headers has taken effect"));
    release();
    await until(() => sink.counts.records === 23);
    asana.append(2, WORKSPACE);
    await until(() => sink.counts.records === 25);
    await stop();
    expect(sink.counts.duplicates).toBe(0);
  });

  it("that is gone is a warning, and the receiver runs on as it was", async () => {
    const { folder, asana, sink, write, incident, output, stop } = await startRun();
    rmSync(join(folder, "token"));
    await until(async () => (await incident(/names .*token: there is no such file/)) !== undefined);
    expect(output.stderr).toMatch(/"level":"warn".*receiver\.json:1:\d+: error: \$\{file:…\} names/);
    asana.append(3, WORKSPACE);
    await until(() => sink.counts.records === 23);
    write("token", FIRST);
    await until(async () => (await incident(/./)) === undefined);
    await stop();
  });
});

describe("an edit of the settings", () => {
  it("that is broken is a warning with its place, and the receiver runs on as it was", async () => {
    const { asana, sink, write, settings, writeSettings, incident, stop } = await startRun();
    write("receiver.json", '{\n  "headers": }');
    await until(
      async () => (await incident(/receiver\.json:2:14: error: a value is missing here/)) !== undefined,
    );
    asana.append(3, WORKSPACE);
    await until(() => sink.counts.records === 23);
    writeSettings(settings);
    await until(async () => (await incident(/./)) === undefined);
    await stop();
  });

  it("that needs a restart is logged once, with the setting's name", async () => {
    const { settings, writeSettings, output, child, stop } = await startRun();
    const changed = { ...settings, resource: { "service.name": "other" }, batch: undefined };
    writeSettings(changed);
    const told = /"level":"warn".*the new value of resource takes effect after a restart/;
    await until(() => told.test(output.stderr));
    writeSettings({ ...changed, headers: { ...settings.headers, "x-more": "1" } });
    child.kill("SIGHUP");
    await until(() => output.stderr.includes("the new value of headers has taken effect"));
    expect(output.stderr.split("takes effect after a restart")).toHaveLength(2);
    await stop();
  });
});
