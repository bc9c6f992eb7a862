import { describe, expect, it } from "vitest";
import { splitPage } from "../../src/asana/page.ts";
import type { AsanaEvent } from "../../src/event/asana-event.ts";
import { collectGarbage } from "../support/collect-garbage.ts";

function eventsOf(body: string): readonly AsanaEvent[] {
  const page = splitPage(Buffer.from(body));
  if (page.kind !== "page") throw new Error(page.reason);
  return page.events;
}

function textsOf(body: string): string[] {
  return eventsOf(body).map(({ text }) => text);
}

describe("a page's events", () => {
  it("keep key order, number spelling, escapes and inner white space", () => {
    const event = '{ "z" : 1.0,\n\t"a":"\\u00e9\\/\\\\", "n":-0e+2 ,"é":[ ] }';
    expect(textsOf(`{"data": [ ${event} , ${event}\n], "next_page": null}`)).toEqual([event, event]);
  });

  it("are found before, between and behind other keys", () => {
    expect(textsOf('{"data":[1]}')).toEqual(["1"]);
    expect(
      textsOf('{"next_page":{"offset":"a","path":"]}"},"data":[{"x":"]"}],"more":[{"data":[9]}]}'),
    ).toEqual(['{"x":"]"}']);
  });

  it("come from the last of several keys «data», however it is spelled", () => {
    expect(textsOf('{"data":[1],"d\\u0061ta":[2,3]}')).toEqual(["2", "3"]);
    expect(textsOf('{"data":{"data":[1]},"data":[[4]]}')).toEqual(["[4]"]);
  });

  it("may be any JSON value", () => {
    const values = ["null", "true", "false", '""', "-1.5e-3", "[]", "{}", '[{"a":[null,true,false]}]'];
    expect(textsOf(` { "data" : [ ${values.join(" , ")} ] } `)).toEqual(values);
  });

  it("may repeat a key: the text keeps both, the value the last", () => {
    expect(eventsOf('{"data":[{"a":1,"a":2}]}')).toMatchObject([{ text: '{"a":1,"a":2}', value: { a: 2 } }]);
  });

  it("are none on an empty page", () => {
    expect(eventsOf('{"data":[ ],"next_page":{"offset":"b"}}')).toEqual([]);
  });
});

describe("an event's value", () => {
  it.each(["9007199254740993", "-12345678901234567890", "1e400", "9007199254740992.0", "2E+16"])(
    "has %s as its spelling, since a double would change it",
    (number) => {
      expect(eventsOf(`{"data":[{"id":${number},"s":"${number}"}]}`)[0]?.value).toEqual({
        id: number,
        s: number,
      });
    },
  );

  it.each(["9007199254740991", "-9007199254740991", "1.0", "1e2", "0.1"])("has %s as a number", (number) => {
    expect(eventsOf(`{"data":[{"id":${number}}]}`)[0]?.value).toEqual({ id: Number(number) });
  });

  it("keeps a key «__proto__» as a key", () => {
    const [event] = eventsOf('{"data":[{"__proto__":{"gid":1},"big":12345678901234567890}]}');
    expect(Object.keys(event?.value as object)).toEqual(["__proto__", "big"]);
  });
});

describe("the offset", () => {
  it.each([
    ["an opaque text", '{"offset":"eyJ0eXAi","uri":"https://elsewhere.example"}', "eyJ0eXAi"],
    ["undefined while nothing has ever matched", "null", undefined],
  ])("is %s", (_what, nextPage, offset) => {
    expect(splitPage(Buffer.from(`{"data":[],"next_page":${nextPage}}`))).toEqual({
      kind: "page",
      events: [],
      offset,
    });
  });

  it("is undefined without next_page", () => {
    expect(splitPage(Buffer.from('{"data":[]}'))).toMatchObject({ offset: undefined });
    expect(splitPage(Buffer.from('{"data":[],"errors":[ ]}'))).toMatchObject({ kind: "page" });
    expect(splitPage(Buffer.from('{"data":[],"errors":null}'))).toMatchObject({ kind: "page" });
  });
});

describe("what is not a page", () => {
  it.each([
    ["", "it is empty"],
    [" \n", "it is empty"],
    ["\n<!doctype html><p>SECRET", "it is HTML or XML, not JSON"],
    ['{"data":[{"gid":"SECRET"', "it is not JSON at character 24 of 24"],
    ['{"data":[', "it is JSON that ends too early, after 9 characters"],
    ["SECRET", "it is not JSON (6 characters)"],
    ['["SECRET"]', "it is JSON, but not an object"],
    ["null", "it is JSON, but not an object"],
    ['{"errors":[{"message":"SECRET"}]}', "it has no array «data»"],
    ['{"data":{"SECRET":1}}', "it has no array «data»"],
    ['{"data":[],"errors":[{"message":"SECRET"}]}', "it reports errors beside its data"],
    ['{"errors":{"SECRET":1},"data":[1]}', "it reports errors beside its data"],
    ['{"data":[1],"data":"SECRET"}', "it has no array «data»"],
    ['{"data":[],"next_page":"SECRET"}', "it has «next_page», but in it no «offset»"],
    ['{"data":[],"next_page":{}}', "it has «next_page», but in it no «offset»"],
    ['{"data":[],"next_page":{"offset":""}}', "it has «next_page», but in it no «offset»"],
    ['{"data":[],"next_page":{"offset":7}}', "it has «next_page», but in it no «offset»"],
  ])("%j is explained without its content", (body, reason) => {
    expect(splitPage(Buffer.from(body))).toEqual({ kind: "unreadable", reason });
  });
});

describe("a page of ten megabytes", () => {
  it.each([
    ["backslashes", `"${"\\\\".repeat(5_000_000)}"`],
    ["escaped quotes", `"${'\\"'.repeat(5_000_000)}"`],
    ["opening brackets within a string", `"${"[".repeat(10_000_000)}"`],
    ["white space", `[${" ".repeat(10_000_000)}]`],
    ["digits", `[${"7".repeat(10_000_000)}]`],
  ])("of %s is split", (_what, event) => {
    expect(textsOf(`{"data":[${event},1]}`).map((text) => text.length)).toEqual([event.length, 1]);
  });

  it("of small events is split", () => {
    const event = '{"gid":"1200000000000001","details":{"note":"a \\"b\\" \\\\ c"}}';
    expect(textsOf(`{"data":[${Array(170_000).fill(event).join(",")}]}`)).toHaveLength(170_000);
  });

  it("of nesting does not overflow the stack", () => {
    const event = `${"[".repeat(1_000_000)}12345678901234567890${"]".repeat(1_000_000)}`;
    expect(textsOf(`{"data":[${event}]}`)).toEqual([event]);
  });
});

it("keeps nothing of a page in memory whose events nobody holds", async () => {
  const read = (): WeakRef<Buffer> => {
    const body = Buffer.alloc(100_000, " ");
    body.write('{"data":[{"gid":"1","actor":{"gid":"2"}},3],"next_page":{"offset":"o"}}');
    expect(splitPage(body)).toMatchObject({ kind: "page", offset: "o" });
    return new WeakRef(body);
  };
  const body = read();
  await collectGarbage();
  expect(body.deref()).toBeUndefined();
});
