import { describe, expect, it } from "vitest";
import { toEvent } from "../../src/event/scan-event.ts";
import { createEventRedactor, type RedactedEvent } from "../../src/record/redact-event.ts";

function redact(
  rules: readonly string[],
  text: string,
): Pick<RedactedEvent, "redactions"> & { text: string } {
  const { event, redactions } = createEventRedactor(rules)(toEvent(text));
  return { text: event.text, redactions };
}

/** The text after the rules. */
function textOf(rules: readonly string[], text: string): string {
  return redact(rules, text).text;
}

describe("a JSON Pointer", () => {
  it("hides what it names, and changes no other byte", () => {
    const text = '{ "b" : 1e2,\t"a":{"x":"\\u00e9\\/","y": {"deep":[1,2]}}, "z":12345678901234567890 }';
    const event = redact(["/a/y"], text);
    expect(event.text).toBe(
      '{ "b" : 1e2,\t"a":{"x":"\\u00e9\\/","y": "[redacted]"}, "z":12345678901234567890 }',
    );
    expect(event.redactions).toEqual([{ place: "/a/y", misplaced: undefined }]);
  });

  it.each([
    ["a number", "12"],
    ["a boolean", "true"],
    ["a list", '["a"]'],
    ["an object", '{"a":{}}'],
    ["a text", '"a"'],
  ])("hides %s", (_what, value) => {
    expect(textOf(["/a"], `{"a":${value},"b":1}`)).toBe('{"a":"[redacted]","b":1}');
  });

  it.each([
    ["null, which tells nothing", '{"a":null}'],
    ["what is redacted already", '{"a":"[redacted]"}'],
    ["what is not there", '{"b":{"a":1}}'],
    ["an empty event", "{}"],
  ])("leaves %s", (_what, text) => {
    const event = redact(["/a"], text);
    expect(event.text).toBe(text);
    expect(event.redactions).toEqual([]);
  });

  it("leads into lists by an index, and by escaped names", () => {
    expect(textOf(["/a/1/b"], '{"a":[{"b":1},{"b":2}]}')).toBe('{"a":[{"b":1},{"b":"[redacted]"}]}');
    expect(textOf(["/a~1b/~0"], '{"a/b":{"~":1}}')).toBe('{"a/b":{"~":"[redacted]"}}');
  });

  it("finds a name however it is written, and each of several alike", () => {
    expect(textOf(["/ab"], '{"\\u0061b":1,"ab":2,"a":3}')).toBe(
      '{"\\u0061b":"[redacted]","ab":"[redacted]","a":3}',
    );
  });

  it.each([
    ["a text", '{"gid":"1","details":"secret","b":1}', '{"gid":"1","details":"[redacted]","b":1}'],
    ["a number", '{"details":5}', '{"details":"[redacted]"}'],
    ["a list without that name", '{"details":[{"x":1}]}', '{"details":"[redacted]"}'],
    ["an event that is a text", '"secret"', '"[redacted]"'],
    ["an event that is a list", '[{"details":{"x":1}}]', '"[redacted]"'],
  ])("that leads into %s hides all of it, and says so", (_what, text, expected) => {
    const event = redact(["/details/x/y"], text);
    expect(event.text).toBe(expected);
    expect(event.redactions).toEqual([
      { place: expected.startsWith("{") ? "/details" : "", misplaced: "/details/x/y" },
    ]);
  });
});

describe("the preset saml_response", () => {
  it("hides the answer of an identity provider, wherever it stands", () => {
    const text =
      '{"details":{"method":["SAML"],"saml_response":"PHNhbWw+"},"more":[{"saml_response":{"a":1}}]}';
    expect(textOf(["saml_response"], text)).toBe(
      '{"details":{"method":["SAML"],"saml_response":"[redacted]"},"more":[{"saml_response":"[redacted]"}]}',
    );
  });

  it("hides details that are not an object, and leaves an event without any", () => {
    expect(textOf(["saml_response"], '{"details":"PHNhbWw+"}')).toBe('{"details":"[redacted]"}');
    expect(textOf(["saml_response"], '{"details":{},"a":null}')).toBe('{"details":{},"a":null}');
    expect(textOf(["saml_response"], '{"details":null}')).toBe('{"details":null}');
  });
});

describe("the preset email", () => {
  it.each([
    '"ada@example.com"',
    '"Ada <ada@example.com>, ben@example.org"',
    '"https://example.com/?user=ada%40example.com"',
    '"ada\\u0040example.com"',
    '"ada@localhost"',
    '"\\"ada\\"@[192.0.2.1]"',
  ])("hides the text %s in any place", (text) => {
    expect(textOf(["email"], `{"a":[${text}]}`)).toBe('{"a":["[redacted]"]}');
    expect(textOf(["email"], text)).toBe('"[redacted]"');
  });

  it.each(["email", "emails", "new_email", "Email", "email_address"])(
    "hides what is named %s, whatever it is",
    (name) => {
      expect(textOf(["email"], `{"${name}":"ada","b":1}`)).toBe(`{"${name}":"[redacted]","b":1}`);
      expect(textOf(["email"], `{"${name}":{"a":["b"]}}`)).toBe(`{"${name}":"[redacted]"}`);
    },
  );

  it.each([
    '{"a":"lunch @ noon"}',
    '{"email":null}',
    '{"by_email":true}',
    '{"resource_type":"email_domain"}',
  ])("leaves %s", (text) => {
    expect(textOf(["email"], text)).toBe(text);
  });

  it("hides a name that is one, each by a name of its own", () => {
    const { text, redactions } = redact(["email"], '{"a@example.com":{"b":1},"b@example.com":2}');
    expect(text).toBe('{"[redacted]":{"b":1},"[redacted] 2":2}');
    expect(JSON.stringify(redactions)).not.toContain("@");
  });

  it("tells no name that is one as a place", () => {
    const { redactions } = redact(
      ["email", "/a@example.com/b"],
      '{"a@example.com":{"b":1,"c":"d@example.com"}}',
    );
    expect(redactions.map(({ place }) => place)).toEqual(["/[redacted]", "/[redacted]/b", "/[redacted]/c"]);
  });
});

describe("the preset ip", () => {
  it.each([
    "192.0.2.14",
    "2001:db8::51",
    "::1",
    "2001:0db8:0000:0000:0000:0000:0000:0051",
    "::ffff:192.0.2.14",
    "64:ff9b:0:0:0:0:192.0.2.33",
    "fe80::1%eth0",
    "192.0.2.0/24",
    "2001:db8::/48",
    "192.0.2.1-192.0.2.9",
    "10.0.0.1, 10.0.0.2",
    "192.0.2.14:8080",
    "[2001:db8::51]:443",
    "http://192.0.2.14/path",
    "HQ (192.0.2.0/24)",
    "It came from 192.0.2.14.",
  ])("hides the text %s in any place", (text) => {
    expect(textOf(["ip"], JSON.stringify({ a: [text] }))).toBe('{"a":["[redacted]"]}');
  });

  it.each(["client_ip_address", "ip", "source_ip", "ip_addresses", "allowed_ip_ranges"])(
    "hides what is named %s, whatever it is",
    (name) => {
      expect(textOf(["ip"], `{"${name}":"unknown"}`)).toBe(`{"${name}":"[redacted]"}`);
      expect(textOf(["ip"], `{"${name}":3221225986}`)).toBe(`{"${name}":"[redacted]"}`);
    },
  );

  it.each([
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Chrome/108.0.0.0 Safari/537.36",
    "12:34:56",
    "2026-05-24T23:41:13.851Z",
    "std::string",
    "one :: two",
    "1.2.3",
    "1.2.3.4.5",
    "membership",
  ])("leaves the text %s", (text) => {
    const event = JSON.stringify({ zip: text, membership: text });
    expect(textOf(["ip"], event)).toBe(event);
  });

  it("looks for addresses in no time, also in a text made to keep it busy", () => {
    const long = [":".repeat(200_000), "a:".repeat(100_000), "1.".repeat(100_000), "@".repeat(200_000)];
    const event = redact(["ip", "email"], JSON.stringify(long.map((text) => `${text}x`)));
    expect(event.redactions.length).toBeGreaterThan(0);
  });
});

describe("several rules", () => {
  it("hide what any of them names, once", () => {
    const text =
      '{"actor":{"email":"a@example.com","name":"Ada"},"context":{"client_ip_address":"192.0.2.1"}}';
    const event = redact(["email", "ip", "/actor/email", "/actor/name"], text);
    expect(event.text).toBe(
      '{"actor":{"email":"[redacted]","name":"[redacted]"},"context":{"client_ip_address":"[redacted]"}}',
    );
    expect(event.redactions).toHaveLength(3);
  });
});

describe("an event", () => {
  it("whose gid is hidden has none: with one mask for all, all would be the same", () => {
    expect(textOf(["email"], '{"gid":"a@example.com","resource":{"gid":"b@example.com"}}')).toBe(
      '{"gid":null,"resource":{"gid":"[redacted]"}}',
    );
  });

  it("of any depth is redacted", () => {
    const deep = `${'{"in":['.repeat(50_000)}"a@example.com"${"]}".repeat(50_000)}`;
    expect(textOf(["email"], deep)).toBe(deep.replace("a@example.com", "[redacted]"));
  });

  it("is the same when it is redacted again", () => {
    const rules = ["email", "ip", "saml_response", "/a/b"];
    const once = redact(rules, '{"a":{"b":1},"c":"a@example.com","details":5}');
    const twice = redact(rules, once.text);
    expect(twice.text).toBe(once.text);
    expect(twice.redactions).toEqual([]);
  });

  it("with a half of a surrogate pair and other odd escapes is read as it is", () => {
    const text = '{"a":"\\ud800\\"\\\\","b":"x@example.com"}';
    expect(textOf(["email"], text)).toBe('{"a":"\\ud800\\"\\\\","b":"[redacted]"}');
  });
});
