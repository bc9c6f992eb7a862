import { describe, expectTypeOf, it } from "vitest";
import type { AsanaSourceFile, Config, Source } from "../../src/generated/asana-source.ts";
import type { ReceiverSettings } from "../../src/generated/receiver.ts";

const config: Config = { name: "Acme", personalAccessToken: "t", workspaceID: "1" };
const source: Source = { config, schemaRef: { type: "Asana" }, sourceType: "Universal" };

// What must not compile stands below a @ts-expect-error: `npm run check` fails when it does compile.
describe("the type of a source file", () => {
  it("takes all three envelopes and what the API adds", () => {
    const files: AsanaSourceFile[] = [
      { "api.version": "v1", source },
      { "api.version": "v1", sources: [source] },
      { $schema: "./asana-source.schema.json", source: { ...source, id: 1, alive: true, state: {} } },
      { source: { ...source, sourceType: "Security", schemaRef: { type: "Asana", version: "1.0.0" } } },
      { source: { ...source, config: { ...config, fields: { team: "a", _siemForward: true } } } },
    ];
    expectTypeOf(files).items.toHaveProperty("sources");
  });

  it("refuses what the schema refuses", () => {
    // @ts-expect-error a token is missing
    const withoutToken: Config = { name: "Acme", workspaceID: "1" };
    // @ts-expect-error workspaceID is a string
    const withNumber: Config = { ...config, workspaceID: 1 };
    // @ts-expect-error workspaceId is no key
    const misspelt: Config = { ...config, workspaceId: "1" };
    // @ts-expect-error a field is a string
    const withNumberField: Config = { ...config, fields: { team: 1 } };
    // @ts-expect-error _siemForward is a boolean
    const withText: Config = { ...config, fields: { _siemForward: "yes" } };
    // @ts-expect-error of another type
    const okta: Source = { ...source, schemaRef: { type: "Okta" } };
    // @ts-expect-error lower case
    const lower: Source = { ...source, sourceType: "universal" };
    // @ts-expect-error another version
    const v2: AsanaSourceFile = { "api.version": "v2", source };
    // @ts-expect-error sources is a list
    const single: AsanaSourceFile = { sources: source };
    for (const each of [withoutToken, withNumber, misspelt, withNumberField, withText])
      expectTypeOf(each).toEqualTypeOf<Config>();
    for (const each of [okta, lower]) expectTypeOf(each).toEqualTypeOf<Source>();
    for (const each of [v2, single]) expectTypeOf(each).toEqualTypeOf<AsanaSourceFile>();
  });

  it("knows no misspelling and no mere condition", () => {
    expectTypeOf<keyof Config>().toEqualTypeOf<
      "name" | "description" | "category" | "fields" | "personalAccessToken" | "workspaceID"
    >();
    expectTypeOf<Config["personalAccessToken"]>().toEqualTypeOf<string>();
    expectTypeOf<Source["sourceType"]>().toEqualTypeOf<"Universal" | "Security">();
  });
});

describe("the type of the settings", () => {
  it("has choices for choices, without the references that an editor lets pass", () => {
    expectTypeOf<ReceiverSettings["protocol"]>().toEqualTypeOf<"http/json" | "http/protobuf" | undefined>();
    expectTypeOf<ReceiverSettings["timeout"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<ReceiverSettings>().not.toHaveProperty("pollingInterval");
  });

  it("refuses what the schema refuses", () => {
    // @ts-expect-error gRPC is not spoken
    const grpc: ReceiverSettings = { protocol: "grpc" };
    // @ts-expect-error a duration is a string
    const seconds: ReceiverSettings = { timeout: 30 };
    // @ts-expect-error a whole number
    const limit: ReceiverSettings = { asana: { limit: "100" } };
    // @ts-expect-error no such key
    const misspelt: ReceiverSettings = { poling: {} };
    for (const each of [grpc, seconds, limit, misspelt]) expectTypeOf(each).toEqualTypeOf<ReceiverSettings>();
  });
});
