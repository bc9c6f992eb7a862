import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AsanaEvent } from "../../src/event/asana-event.ts";
import { toEvent } from "../../src/event/scan-event.ts";
import { type RecordOptions, toRecord } from "../../src/record/to-record.ts";

const EVENTS = new URL("../fixtures/events/", import.meta.url);
const RECORDS = new URL("../fixtures/records/", import.meta.url);

/** Every event in the default form; some in all of them. Golden: `<event>[.<form>].json`. */
const FORMS = {
  "": { profile: "otel", body: "json" },
  ".map": { profile: "otel", body: "map" },
  ".none": { profile: "otel", body: "none" },
  ".sumologic": { profile: "sumologic", body: "json" },
} as const satisfies Record<string, Pick<RecordOptions, "profile" | "body">>;

const IN_ALL_FORMS = new Set([
  "missing-parts",
  "unknown-keys",
  "user-login-succeeded",
  "user-workspace-admin-role-changed",
  "workspace-default-session-duration-changed",
  "wrong-types",
]);

const OBSERVED_AT = Date.parse("2026-07-01T00:00:00.250Z");

const names = readdirSync(EVENTS).map((file) => file.replace(/\.json$/, ""));
const goldens = names.flatMap((name) =>
  Object.entries(FORMS)
    .filter(([form]) => form === "" || IN_ALL_FORMS.has(name))
    .map(([form, options]) => ({ name, golden: `${name}${form}.json`, options })),
);

function readEvent(name: string): AsanaEvent {
  return toEvent(readFileSync(new URL(`${name}.json`, EVENTS), "utf8").trim());
}

describe("the record of", () => {
  it.each(goldens)("$name is as in $golden", ({ name, golden, options }) => {
    const record = toRecord(readEvent(name), { ...options, observedAt: OBSERVED_AT });
    const { eventName, timestamp, observedTimestamp, severityNumber, body, attributes } = record.logRecord;
    const shown = { eventName, timestamp, observedTimestamp, severityNumber, body, attributes };
    const text = `${JSON.stringify({ ...record, logRecord: shown }, null, 2)}\n`;
    const file = new URL(golden, RECORDS);
    if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, "utf8"));
  });
});

describe("the goldens", () => {
  it("all belong to an event", () => {
    expect(readdirSync(RECORDS).sort()).toEqual(goldens.map(({ golden }) => golden).sort());
  });

  it("know at least 28 event types", () => {
    expect(seen("event_type").size).toBeGreaterThanOrEqual(28);
  });

  it.each([
    [
      "event_category",
      [
        "access_control",
        "admin_settings",
        "apps",
        "content_export",
        "creation",
        "deletion",
        "logins",
        "roles",
        "user_updates",
      ],
    ],
    ["actor_type", ["anonymous", "asana", "asana_support", "external_administrator", "user"]],
    ["context_type", ["api", "asana", "asana_support", "desktop", "email", "mobile", "web"]],
    ["api_authentication_method", ["cookie", "oauth", "personal_access_token", "service_account"]],
  ])("know every %s", (field, values) => {
    expect(seen(field)).toEqual(new Set(values));
  });

  it.each(["saml_response", "rule_name", "oauth_app_name", "on_behalf_of_user_id", "resource_subtype"])(
    "know %s",
    (field) => {
      expect(seen(field).size).toBeGreaterThan(0);
    },
  );
});

/** The strings that stand under a key anywhere in the events. */
function seen(key: string): Set<string> {
  const found = new Set<string>();
  for (const name of names) {
    JSON.parse(readEvent(name).text, (at, value) => {
      if (at === key && ["string", "number"].includes(typeof value) && name !== "wrong-types")
        found.add(String(value));
      return value;
    });
  }
  return found;
}
