import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findChanges } from "../../src/config/live-settings.ts";
import { loadRunSettings } from "../../src/config/run-settings.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** What has changed between two settings files, with a flag above them. */
async function changes(before: object, after: object) {
  const settings = join(tempFolder(), "receiver.json");
  const read = async (file: object) => {
    writeFileSync(settings, JSON.stringify(file));
    return loadRunSettings({ flags: { settings, interval: "1m" }, env: { HOME: "/home/ada" } });
  };
  return findChanges(await read(before), await read(after));
}

it("how both sides are reached takes effect now, all else after a restart", async () => {
  expect(
    await changes(
      { headers: { a: "1" }, asana: { proxy: "http://a:1", limit: 10 }, storage: "a", resource: { a: "1" } },
      { headers: { a: "2" }, asana: { proxy: "http://b:1", limit: 20 }, storage: "b", redact: ["ip"] },
    ),
  ).toEqual({ live: ["asana.proxy", "headers"], pending: ["asana.limit", "redact", "resource", "storage"] });
});

it("what stands below a flag changes nothing", async () => {
  expect(await changes({ polling: { interval: "2m" } }, { polling: { interval: "3m" } })).toEqual({
    live: [],
    pending: [],
  });
});

it("another order or spacing is no change", async () => {
  const both = { headers: { a: "1" }, timeout: "1s" };
  expect(await changes(both, { timeout: "1s", headers: { a: "1" } })).toEqual({ live: [], pending: [] });
});

it("who may use the API waits with the address that it is served at", async () => {
  const keyOf = (accessKey: string) => ({ accessId: "ops", accessKey });
  expect(await changes({ api: keyOf("first") }, { api: keyOf("second") })).toEqual({
    live: ["api.accessKey"],
    pending: [],
  });
  const open = { listen: "0.0.0.0:1", api: keyOf("first") };
  expect(await changes(open, { listen: "127.0.0.1:1" })).toEqual({
    live: [],
    pending: ["api.accessId", "api.accessKey", "listen"],
  });
});

it("where metrics go takes effect now only if they are pushed already", async () => {
  const to = (endpoint: string) => ({ metrics: { endpoint } });
  expect(await changes(to("http://a:1"), to("http://b:1"))).toEqual({
    live: ["metrics.endpoint"],
    pending: [],
  });
  expect(await changes({}, to("http://b:1"))).toEqual({ live: [], pending: ["metrics.endpoint"] });
});
