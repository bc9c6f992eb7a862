import { describe, expect, it } from "vitest";
import { PACKAGE_VERSION } from "../../src/lib/package-info.ts";
import { load, loadClean } from "../support/load-settings.ts";

describe("the profile sumologic", () => {
  it("makes http/protobuf the default, and nothing else", async () => {
    const { endpoint, body } = await loadClean({ file: { profile: "sumologic" } });
    expect([endpoint.protocol, endpoint.compression, body]).toEqual(["http/protobuf", "gzip", "json"]);
    expect(
      (await loadClean({ file: { profile: "sumologic", protocol: "http/json" } })).endpoint.protocol,
    ).toBe("http/json");
  });

  it.each(["map", "none"])("takes no body %s", async (body) => {
    const { lines } = await load({ file: `{"profile": "sumologic", "body": "${body}"}` });
    expect(lines).toEqual([
      'receiver.json:1:34: error: body must be "json" with the profile "sumologic". Sumo Logic\'s Asana app and Cloud SIEM read Asana\'s own text',
    ]);
  });

  it.each(["https://collectors.sumologic.com/x", "https://open-collectors.de.sumologic.net"])(
    "is not chosen by the endpoint %s",
    async (endpoint) => {
      const settings = await loadClean({ file: { endpoint } });
      expect([settings.profile, settings.endpoint.protocol]).toEqual(["otel", "http/json"]);
    },
  );
});

describe("the storage folder", () => {
  it.each([
    [{ STATE_DIRECTORY: "/var/lib/otel-asana", XDG_STATE_HOME: "/xdg" }, "/var/lib/otel-asana"],
    [{ STATE_DIRECTORY: "/var/lib/a:/var/lib/b" }, "/var/lib/a"],
    [{ STATE_DIRECTORY: "", XDG_STATE_HOME: "/xdg" }, "/xdg/otel-asana-receiver"],
    [{ XDG_STATE_HOME: "relative" }, "/home/ada/.local/state/otel-asana-receiver"],
    [{}, "/home/ada/.local/state/otel-asana-receiver"],
  ])("with %j is %s", async (env, expected) => {
    expect((await loadClean({ env })).storage).toBe(expected);
  });

  it("of a setting wins over all of them", async () => {
    const { storage } = await loadClean({
      file: { storage: "/data" },
      env: { STATE_DIRECTORY: "/var/lib/a" },
    });
    expect(storage).toBe("/data");
  });
});

describe("the resource", () => {
  it("is this service's by default", async () => {
    const { resource } = await loadClean({});
    expect(resource).toEqual({
      "service.name": "otel-asana-receiver",
      "service.version": PACKAGE_VERSION,
      "service.instance.id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("takes the service's name from OTEL_SERVICE_NAME, then OTEL_RESOURCE_ATTRIBUTES, then the file", async () => {
    const file = { resource: { "service.name": "file", a: "file", b: "file" } };
    const attributes = {
      OTEL_RESOURCE_ATTRIBUTES: "service.name=attributes,a=x%2Cy%20z, service.instance.id = 7 ,",
    };
    expect((await loadClean({ file })).resource).toMatchObject({ "service.name": "file", a: "file" });
    expect((await loadClean({ file, env: attributes })).resource).toMatchObject({
      "service.name": "attributes",
      "service.instance.id": "7",
      a: "x,y z",
      b: "file",
    });
    const all = { ...attributes, OTEL_SERVICE_NAME: "name" };
    expect((await loadClean({ file, env: all })).resource["service.name"]).toBe("name");
  });

  it.each(["prod", "b=1,prod", "b=1,=a", "a=%zz", "note=100%,deployment.environment=prod"])(
    "takes nothing of OTEL_RESOURCE_ATTRIBUTES when a part cannot be read: %s",
    async (text) => {
      const file = { resource: { b: "file" } };
      const { settings, lines } = await load({ file, env: { OTEL_RESOURCE_ATTRIBUTES: text } });
      expect(Object.keys(settings.resource).sort()).toEqual([
        "b",
        "service.instance.id",
        "service.name",
        "service.version",
      ]);
      expect(settings.resource["b"]).toBe("file");
      expect(lines).toEqual([
        "OTEL_RESOURCE_ATTRIBUTES: warning: must be a list such as name=value,name2=value2; it is left out. Within names and values write %2C for a comma, %3D for =, %25 for %",
      ]);
    },
  );
});

describe("the log level", () => {
  it.each([
    ["none", "silent"],
    ["error", "error"],
    ["WARN", "warn"],
    ["info", "info"],
    ["Debug", "debug"],
    ["verbose", "trace"],
    ["all", "trace"],
    ["", "info"],
  ])("OTEL_LOG_LEVEL=%s is %s", async (level, expected) => {
    expect((await loadClean({ env: { OTEL_LOG_LEVEL: level } })).logLevel).toBe(expected);
  });

  it("of the flag is in OpenTelemetry's or in pino's words", async () => {
    expect((await loadClean({ flags: { logLevel: "none" } })).logLevel).toBe("silent");
    expect((await loadClean({ flags: { logLevel: "trace" } })).logLevel).toBe("trace");
  });

  it("of the flag wins", async () => {
    const { logLevel } = await loadClean({ env: { OTEL_LOG_LEVEL: "loud" }, flags: { logLevel: "warn" } });
    expect(logLevel).toBe("warn");
  });

  it.each(["loud", "constructor"])("does not take %s for OTEL_LOG_LEVEL", async (level) => {
    const { lines } = await load({ env: { OTEL_LOG_LEVEL: level } });
    expect(lines).toEqual([
      "OTEL_LOG_LEVEL: warning: must be one of none, error, warn, info, debug, verbose, all, silent, trace; it is left out",
    ]);
  });

  it("of the flag is not left out when it is none", async () => {
    const { lines } = await load({ flags: { logLevel: "loud" } });
    expect(lines).toEqual([
      "--log-level: error: must be one of none, error, warn, info, debug, verbose, all, silent, trace",
    ]);
  });
});
