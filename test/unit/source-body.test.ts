import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatIssue } from "../../src/config/issue.ts";
import { Secret } from "../../src/config/secret.ts";
import { parseSourceBody, type SourceBody, TOKEN_MASK } from "../../src/config/source-body.ts";
import type { SourceConfig } from "../../src/config/source-config.ts";
import { toSourceJson } from "../../src/config/source-json.ts";
import { damage, damaged, token } from "../support/broken-files.ts";
import { source, sourceFile } from "../support/config-file.ts";

const STORED = new Secret("2/the-stored-token");

function parse(body: unknown, storedToken?: Secret): SourceBody {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return parseSourceBody(Buffer.from(text), { name: "the body", storedToken });
}

function configOf(body: SourceBody): SourceConfig {
  if (body.kind === "wrong") throw new Error(body.issues.map(formatIssue).join("\n"));
  return body.config;
}

function linesOf({ issues }: SourceBody): string[] {
  return issues.map(formatIssue);
}

describe("the source in a body", () => {
  it("is taken as it is written", () => {
    const body = parse({
      source: { id: 7, ...source({ description: "ours", fields: { a: "$x", _siemForward: true } }) },
    });
    expect(body).toMatchObject({ kind: "source", id: 7, issues: [] });
    const { personalAccessToken, origin, ...config } = configOf(body);
    expect(config).toEqual({
      name: "Acme",
      description: "ours",
      fields: { a: "$x", _siemForward: "true" },
      workspaceID: "1204094735693514",
    });
    expect(personalAccessToken.reveal()).toBe("2/test-token");
    expect(origin).toMatchObject({ file: "the body", line: 0, column: 0 });
  });

  it("is told of what deserves attention, and taken all the same", () => {
    const body = parse(
      `\ufeff${JSON.stringify({ source: { ...source({ workspaceID: "acme.com" }), sourceType: "Security" } })}`,
    );
    expect(body.kind).toBe("source");
    expect(linesOf(body)).toEqual([
      'the body:1:1: warning: the body begins with a byte order mark, which JSON does not allow. Send it as "UTF-8", not as "UTF-8 with BOM"',
      'the body:1:141: warning: sourceType "Security" is read as "Universal". Write "Universal"',
      "the body:1:87: warning: workspaceID is not made of digits only. Take the Domain ID from the settings of Asana's admin console",
    ]);
  });

  it.each([undefined, "7", null, 7.5])("has no number as its id when that is %j", (id) => {
    const body = parse({ source: { ...source(), id } });
    if (id === undefined) expect(body).toMatchObject({ kind: "source", id: undefined });
    else expect(body.kind).toBe("wrong");
  });
});

describe("a masked token", () => {
  it.each(["*", "****", TOKEN_MASK, "*".repeat(300)])(
    "%s stands for the stored one",
    (personalAccessToken) => {
      const body = parse({ source: source({ personalAccessToken }) }, STORED);
      expect(configOf(body).personalAccessToken.reveal()).toBe("2/the-stored-token");
    },
  );

  it.each(["*", "****", TOKEN_MASK])("%s is a mistake when none is stored", (personalAccessToken) => {
    const [line] = linesOf(parse({ source: source({ personalAccessToken }) }));
    expect(line).toBe(
      "the body:1:58: error: personalAccessToken is masked with asterisks. Write the token itself: there is none yet that the mask could stand for",
    );
  });

  it("in part stands for nothing", () => {
    const [line] = linesOf(parse({ source: source({ personalAccessToken: "2/12****" }) }, STORED));
    expect(line).toMatch(/^the body:1:58: error: .*masked with asterisks.*Write the token itself$/);
  });

  it("gives way to a new one", () => {
    const body = parse({ source: source({ personalAccessToken: "2/new" }) }, STORED);
    expect(configOf(body).personalAccessToken.reveal()).toBe("2/new");
  });

  it("does not make up for a config that is none", () => {
    for (const config of [null, "****", ["****"], 5]) {
      expect(parse({ source: { ...source(), config } }, STORED).kind).toBe("wrong");
    }
  });
});

describe("a reference", () => {
  it.each([
    ["/source/config/name", source({ name: "${env:HOME}" })],
    ["/source/config/personalAccessToken", source({ personalAccessToken: "${file:/etc/passwd}" })],
    ["/source/config/fields/team", source({ fields: { team: "a ${env:HOME:-x} b" } })],
    ["/source/config/name", source({ name: "$${env:HOME}" })],
    ["/source/state/state", { ...source(), state: { state: "${env:HOME}" } }],
  ])("at %s is refused and not followed", (pointer, sent) => {
    const body = parse({ source: sent });
    expect(body).toMatchObject({ kind: "wrong", issues: [{ code: "unknown-reference", pointer }] });
  });

  it.each(["${", "${HOME}", "$env:HOME", "{env:HOME}"])("is none as %s", (name) => {
    expect(configOf(parse({ source: source({ name }) })).name).toBe(name);
  });
});

describe("what is wrong with a body", () => {
  it("is told of a body, not of a file, and without advice for files", () => {
    const bodies = [
      "",
      "[]",
      "5",
      "{}",
      { name: "Acme" },
      { source: {}, sources: [] },
      { sources: [] },
      { colour: 1 },
    ];
    const sources = [
      { name: undefined },
      { personalAccessToken: undefined },
      { personalAccessToken: "2/1****" },
      { personalAccessToken: 5 },
    ];
    for (const body of [...bodies, ...sources.map((config) => sourceFile(config))]) {
      const parsed = parse(body);
      expect(parsed.kind).toBe("wrong");
      for (const line of linesOf(parsed)) {
        expect(line).toMatch(/^the body:\d+:\d+: error: /);
        expect(line).not.toMatch(/the file|\$\{env/);
      }
    }
  });

  it.each([60, 1_000, 1_700, 3_000, 30_000])("is a nesting of %i levels, wherever it stands", (levels) => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
    ] as const) {
      const nested = `${open.repeat(levels)}1${close.repeat(levels)}`;
      const inSource = JSON.stringify({ source: { ...source(), state: "HERE" } });
      for (const text of [nested, `{"source":${nested}}`, inSource.replace('"HERE"', nested)]) {
        const [line, ...others] = linesOf(parse(text));
        expect(line).toMatch(/^the body:1:1: error: this is .*nested too deeply$/);
        expect(others).toEqual([]);
      }
    }
  });

  it("is told twenty times at most", () => {
    const keys = (count: number): Record<string, unknown> =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
    expect(linesOf(parse({ source: source(keys(20)) }))).toHaveLength(20);
    const lines = linesOf(parse({ source: source(keys(22)) }));
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe("the body: error: there are 2 more");
  });

  it("is told without any secret in it, wherever that stands", () => {
    const places = [
      (secret: string) => ({ source: source({ [secret]: 1, personalAccessToken: secret }) }),
      (secret: string) => ({ source: source({ name: 5, token: secret, personalAccessToken: [secret] }) }),
      (secret: string) => ({
        source: { ...source({ personalAccessToken: secret }), schemaRef: { type: secret } },
      }),
      (secret: string) => ({ [secret]: 1, source: source({ personalAccessToken: secret }) }),
    ];
    fc.assert(
      fc.property(token, fc.constantFrom(...places), fc.option(damage), (secret, toBody, harm) => {
        const text = JSON.stringify(toBody(secret));
        const told = JSON.stringify(parse(harm === null ? text : damaged(text, harm)).issues);
        // A cut in the secret itself leaves another one.
        const isWhole = harm === null || damaged(text, harm).includes(JSON.stringify(secret));
        if (isWhole) expect(told).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      { numRuns: 500 },
    );
  });
});

it("a source that was read is the same when its JSON is read again", () => {
  const text = fc
    .string({ unit: "binary", minLength: 1, maxLength: 20 })
    .filter((each) => !/\$\{(env|file):/.test(each));
  const config = fc.record(
    {
      name: text,
      description: text,
      category: text,
      fields: fc.dictionary(fc.oneof(text, fc.constant("__proto__")), text),
      personalAccessToken: fc.stringMatching(/^[!-)+-~]{1,40}$/),
      workspaceID: text,
    },
    { requiredKeys: ["name", "personalAccessToken", "workspaceID"] },
  );
  fc.assert(
    fc.property(config, fc.constantFrom(undefined, true, false, "true", "false"), (sent, _siemForward) => {
      fc.pre(!/\$\{(env|file):/.test(sent.personalAccessToken));
      const fields = { ...sent.fields, ...(_siemForward === undefined ? {} : { _siemForward }) };
      const first = configOf(parse({ source: source({ ...sent, fields }) }));
      const again = configOf(parse({ source: toSourceJson(first, first.personalAccessToken.reveal()) }));
      const bare = ({ origin: _, personalAccessToken, ...rest }: SourceConfig): unknown => [
        rest,
        personalAccessToken.reveal(),
      ];
      expect(bare(again)).toEqual(bare(first));
    }),
  );
});
