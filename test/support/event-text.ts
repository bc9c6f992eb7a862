import fc from "fast-check";

/** As JSON text. */
const name = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 4 }),
    fc.constantFrom("__proto__", "constructor", "toString", "length", "gid", "type", "actor.type", ""),
  )
  .map((text) => JSON.stringify(text));

/** JSON text of any value, with the numbers and names that are hard to carry. */
export const { json: anyJson } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.bigInt().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom(
      "1e400",
      "-1e400",
      "1e30",
      "9223372036854775808",
      "-0",
      "null",
      '"\\ud800"',
      '"x\\udfffy"',
    ),
    fc.array(tie("json"), { maxLength: 4 }).map((parts) => `[${parts.join(",")}]`),
    fc.array(fc.tuple(name, tie("json")), { maxLength: 4 }).map(toObjectText),
    fc.integer({ min: 1, max: 30 }).map((depth) => `${'{"in":['.repeat(depth)}1${"]}".repeat(depth)}`),
  ),
}));

function toObjectText(members: readonly (readonly [string, string])[]): string {
  return `{${members.map((member) => member.join(":")).join(",")}}`;
}

/** A name with its first letter as an escape. */
function escaped(key: string): string {
  const code = key.charCodeAt(0).toString(16).padStart(4, "0");
  return `"\\u${code}${key.slice(1)}"`;
}

/** An object of which each known field is absent, as documented, or anything; and some of them once more at the end. */
function part(documented: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<string> {
  const fields = Object.entries(documented).map(([key, text]) =>
    fc.oneof(text, anyJson, fc.constant(undefined)).map((value) => [JSON.stringify(key), value] as const),
  );
  const again = Object.entries(documented).map(([key, text]) =>
    fc.tuple(
      fc.constantFrom(JSON.stringify(key), escaped(key)),
      fc.oneof(text, anyJson, fc.constant("null")),
    ),
  );
  return fc
    .tuple(fc.tuple(...fields), fc.array(fc.oneof(fc.tuple(name, anyJson), ...again), { maxLength: 3 }))
    .map(([known, unknown]) =>
      toObjectText([...known.flatMap(([k, v]) => (v === undefined ? [] : [[k, v] as const])), ...unknown]),
    );
}

const quoted = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  text.map((value) => JSON.stringify(value));
const word = quoted(fc.string({ unit: "binary" }));
/** The JSON text of an event: as documented, with anything else in any place, or anything at all. */
export const eventText = fc.oneof(
  anyJson,
  part({
    gid: word,
    created_at: quoted(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
    event_type: quoted(fc.constantFrom("task_deleted", "user_login_failed")),
    event_category: word,
    actor: part({ actor_type: word, gid: word, name: word, email: word }),
    resource: part({
      resource_type: word,
      resource_subtype: word,
      gid: word,
      name: fc.constant("null"),
      email: word,
    }),
    details: part({ old_value: anyJson, method: fc.constant('["SAML"]') }),
    context: part({
      context_type: word,
      api_authentication_method: word,
      client_ip_address: word,
      user_agent: word,
      oauth_app_name: word,
      rule_name: word,
      on_behalf_of_user_id: fc.bigInt().map(String),
    }),
  }),
);
