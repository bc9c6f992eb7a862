import { describe, expect, it } from "vitest";
import { load, loadClean } from "../support/load-settings.ts";

describe("the URL of Asana", () => {
  it.each(["https://u:p@asana.com", "https://u@asana.com"])("holds no credentials: %s", async (asanaUrl) => {
    const { lines } = await load({ flags: { asanaUrl } });
    expect(lines).toEqual([
      "--asana-url: error: asana.url must not hold a user name or password. Take them out of it; those of an endpoint belong in headers",
    ]);
  });

  it.each(["https://asana.com/api?a=1", "https://asana.com/api#a"])(
    "is a base URL, not %s",
    async (asanaUrl) => {
      const { lines } = await load({ flags: { asanaUrl } });
      expect(lines).toEqual([
        "--asana-url: error: asana.url must not have a query or a fragment. Write it like https://app.asana.com/api/1.0",
      ]);
    },
  );

  it.each(["http://asana.internal", "http://10.0.0.1:80", "http://127.0.0.1.example.com"])(
    "that sends the token in clear to another machine is warned of: %s",
    async (asanaUrl) => {
      const { issues, lines } = await load({ flags: { asanaUrl } });
      expect(issues.map(({ severity }) => severity)).toEqual(["warning"]);
      expect(lines).toEqual([
        "--asana-url: warning: asana.url is plain http to another machine, so the token can be read on the way. Use https",
      ]);
    },
  );

  it.each([
    "http://localhost:1",
    "http://127.0.0.1:1",
    "http://[::1]:1",
    "http://asana.localhost",
    "https://a.b",
  ])("may be %s", async (asanaUrl) => {
    expect((await loadClean({ flags: { asanaUrl } })).asana.url).toBe(asanaUrl);
  });
});

describe("the endpoint", () => {
  it.each([
    ["http://h:4318", "http://h:4318/v1/logs"],
    ["http://h:4318/", "http://h:4318/v1/logs"],
    ["http://h/otlp/", "http://h/otlp/v1/logs"],
    ["http://h/otlp//", "http://h/otlp/v1/logs"],
    ["http://h/otlp?key=a/b&c=", "http://h/otlp/v1/logs?key=a/b&c="],
    ["https://[::1]:4318", "https://[::1]:4318/v1/logs"],
  ])("%s gets its path: %s", async (endpoint, expected) => {
    for (const given of [
      { flags: { endpoint } },
      { file: { endpoint } },
      { env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } },
    ]) {
      expect((await loadClean(given)).endpoint.logsUrl.reveal()).toBe(expected);
    }
  });

  it("holds no credentials", async () => {
    const { lines } = await load({ file: '{"endpoint": "https://user:secret@otlp"}' });
    expect(lines).toEqual([
      "receiver.json:1:14: error: endpoint must not hold a user name or password. Take them out of it; those of an endpoint belong in headers",
    ]);
  });

  it("with the path of logs in it is warned of", async () => {
    const { lines } = await load({ flags: { endpoint: "http://h/v1/logs" } });
    expect(lines).toEqual([
      "--endpoint: warning: endpoint ends in /v1/logs already, which is appended once more. Leave it out, or use logsEndpoint",
    ]);
  });

  it("shows no more than its origin", async () => {
    const { endpoint } = await loadClean({
      file: { logsEndpoint: "https://otlp.example.com/receiver/SECRET?k=SECRET" },
    });
    expect(endpoint.label).toBe("https://otlp.example.com");
    expect(JSON.stringify(endpoint)).not.toContain("SECRET");
  });
});
