import { describe, expect, it } from "vitest";
import { load, loadClean } from "../support/load-settings.ts";

describe("filters", () => {
  it("of one value are Asana's, whether in a list or not; all others are looked at here", async () => {
    const { filters, eventFilter } = await loadClean({
      file: {
        filters: {
          eventType: ["user_login_failed", "user_login_failed"],
          eventCategory: "logins",
          actorType: ["user", "asana"],
          actorGid: "1",
          exclude: { resourceGid: "2" },
        },
      },
    });
    expect(filters).toEqual({ eventType: "user_login_failed", actorGid: "1" });
    expect(eventFilter).toEqual({
      include: { eventCategory: ["logins"], actorType: ["user", "asana"] },
      exclude: { resourceGid: ["2"] },
    });
  });

  it.each([{}, { eventType: "a" }, { exclude: {} }])("%j leave nothing to look at here", async (filters) => {
    expect((await loadClean({ file: { filters } })).eventFilter).toBeUndefined();
  });

  it.each([
    [
      { eventType: [] },
      'receiver.json:1:25: error: filters.eventType must be an event type such as "user_login_failed", or a list of them',
    ],
    [
      { eventType: ["a", "b c"] },
      'receiver.json:1:30: error: filters.eventType[1]: eventType must be an event type such as "user_login_failed", or a list of them',
    ],
    [
      { eventType: 1 },
      'receiver.json:1:25: error: filters.eventType must be an event type such as "user_login_failed", or a list of them',
    ],
    [
      { exclude: { actorType: "robot" } },
      'receiver.json:1:36: error: filters.exclude.actorType must be one of "user", "asana", "asana_support", "anonymous", "external_administrator"',
    ],
    [
      { actorType: ["user", "robot"] },
      'receiver.json:1:33: error: filters.actorType[1] must be one of "user", "asana", "asana_support", "anonymous", "external_administrator"',
    ],
    [
      { exclude: { exclude: {} } },
      'receiver.json:1:24: error: filters.exclude has an unknown key "exclude". Known are eventType, eventCategory, actorType, actorGid, resourceGid',
    ],
    [
      { category: "logins" },
      'receiver.json:1:13: error: filters has an unknown key "category". Did you mean "eventCategory"?',
    ],
  ])("%j are told of as %s", async (filters, line) => {
    expect((await load({ file: JSON.stringify({ filters }) })).lines).toEqual([line]);
  });
});

describe("redact", () => {
  it("is the presets and pointers it lists, each once", async () => {
    const { redact } = await loadClean({ file: { redact: ["email", "/a~1b/0", "email", "ip"] } });
    expect(redact).toEqual(["email", "/a~1b/0", "ip"]);
    expect((await loadClean({})).redact).toEqual([]);
  });

  it.each([
    [
      ["emails"],
      'receiver.json:1:12: error: redact[0]: redact must list "saml_response", "email", "ip" or JSON Pointers such as "/details/new_value"',
    ],
    [
      ["ip", "/a~2"],
      'receiver.json:1:17: error: redact[1]: redact must list "saml_response", "email", "ip" or JSON Pointers such as "/details/new_value"',
    ],
    [
      ["ip", "/gid"],
      "receiver.json:1:17: error: redact must not name /gid: the receiver tells by it what it has read. Take it out of the list",
    ],
    ["email", "receiver.json:1:11: error: redact must be a list, not a string"],
  ])("%j is told of as %s", async (redact, line) => {
    expect((await load({ file: JSON.stringify({ redact }) })).lines).toEqual([line]);
  });
});
