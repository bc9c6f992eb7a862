import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { load, loadClean } from "../support/load-settings.ts";

const KEY = "a-key-that-nobody-may-see";
const api = { accessId: "ops", accessKey: KEY };

describe("the API", () => {
  it("is for everybody on this machine by default, and for nobody else", async () => {
    expect((await loadClean({})).api).toEqual({
      host: "127.0.0.1",
      port: 8484,
      isLoopback: true,
      credentials: undefined,
      hosts: [],
    });
  });

  it("can be switched off, in the file or by a flag", async () => {
    expect((await loadClean({ file: { listen: "off" } })).api).toBeUndefined();
    expect(
      (await loadClean({ file: { listen: "0.0.0.0:80", api }, flags: { listen: "off" } })).api,
    ).toBeUndefined();
  });

  it("listens where the flag says, else where the file says", async () => {
    const file = { listen: "127.0.0.1:1" };
    expect((await loadClean({ file })).api).toMatchObject({ port: 1 });
    expect((await loadClean({ file, flags: { listen: "[::1]:2" } })).api).toMatchObject({
      host: "::1",
      port: 2,
    });
  });

  it.each([
    ["localhost:0", "localhost", 0],
    ["127.0.0.2:65535", "127.0.0.2", 65_535],
    ["127.1:80", "127.0.0.1", 80],
    ["[::1]:8484", "::1", 8484],
    ["receiver.localhost:8484", "receiver.localhost", 8484],
  ])("stays on this machine at %s", async (listen, host, port) => {
    expect((await loadClean({ flags: { listen } })).api).toMatchObject({ host, port, isLoopback: true });
  });

  it.each([
    "0.0.0.0:8484",
    "[::]:8484",
    "0:8484",
    "192.0.2.7:8484",
    "[::ffff:127.0.0.1]:8484",
    "receiver.example.com:8484",
  ])("is not served beyond this machine at %s without credentials", async (listen) => {
    const { issues, lines } = await load({ flags: { listen } });
    expect(issues).toMatchObject([{ severity: "error", code: "open-api" }]);
    expect(lines).toEqual([
      "--listen: error: listen is an address beyond this machine, and nobody would have to say who they are. Give api.accessId and api.accessKey, or listen on 127.0.0.1",
    ]);
    const settings = await loadClean({ flags: { listen }, file: { api } });
    expect(settings.api).toMatchObject({ isLoopback: false, credentials: { accessId: "ops" } });
  });

  it.each(["127.0.0.1:65536", "127.0.0.1:99999", "999.0.0.1:80"])("cannot listen at %s", async (listen) => {
    const { lines } = await load({ flags: { listen } });
    expect(lines).toEqual([
      "--listen: error: listen must be a host and a port up to 65535, such as 127.0.0.1:8484, or off",
    ]);
  });

  it.each([
    "8484",
    ":8484",
    "127.0.0.1",
    "127.0.0.1:",
    "::1:8484",
    "[fe80::1%eth0]:80",
    "http://127.0.0.1:8484",
    "on",
    "",
  ])("is told the form of %j", async (listen) => {
    const { issues, lines } = await load({ flags: { listen } });
    expect(issues).toMatchObject([{ severity: "error" }]);
    expect(lines[0]).toContain('such as "127.0.0.1:8484" or "[::1]:8484", or "off"');
  });
});

describe("the credentials of the API", () => {
  it("are an id and a key, which is a secret", async () => {
    const settings = await loadClean({ file: { api } });
    expect(settings.api?.credentials?.accessId).toBe("ops");
    expect(settings.api?.credentials?.accessKey.reveal()).toBe(KEY);
    expect(inspect(settings, { depth: 9 }) + JSON.stringify(settings)).not.toContain(KEY);
  });

  it("can come from a variable", async () => {
    const file = { api: { accessId: "ops", accessKey: "${env:RECEIVER_ACCESS_KEY}" } };
    const settings = await loadClean({ file, env: { RECEIVER_ACCESS_KEY: KEY } });
    expect(settings.api?.credentials?.accessKey.reveal()).toBe(KEY);
  });

  it.each([
    ["accessId", "accessKey"],
    ["accessKey", "accessId"],
  ] as const)("are not %s alone", async (given, missing) => {
    const { lines } = await load({ file: { api: { [given]: api[given] } } });
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(
          `^receiver\\.json:1:\\d+: error: api\\.${given} is given without api\\.${missing}\\. Give both$`,
        ),
      ),
    ]);
  });

  it.each([
    ["accessId", "with:colon"],
    ["accessId", ""],
    ["accessKey", "with blank and SECRET"],
    ["accessKey", "SECRET\u200b"],
    ["accessKey", ""],
    ["accessKey", 5],
  ])("are refused, and not told, when %s is %j", async (key, value) => {
    const { issues } = await load({ file: { api: { ...api, [key]: value } } });
    expect(issues.some(({ severity }) => severity === "error")).toBe(true);
    expect(JSON.stringify(issues)).not.toMatch(new RegExp(`${KEY}|SECRET`));
  });
});

describe("the names of the API", () => {
  it("are those of the list, and the one it listens at", async () => {
    const hosts = ["receiver.example.com", "receiver"];
    expect((await loadClean({ file: { api: { ...api, hosts }, listen: "127.0.0.1:1" } })).api?.hosts).toEqual(
      hosts,
    );
    const named = await loadClean({ file: { api: { ...api, hosts }, listen: "ops.example.com:1" } });
    expect(named.api?.hosts).toEqual([...hosts, "ops.example.com"]);
  });
});
