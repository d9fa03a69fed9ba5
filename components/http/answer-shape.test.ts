import { afterEach, describe, expect, it, vi } from "vitest";
import { flag, listOf, number, object, optional, orNull, recordOf, text } from "./answer-shape";
import { sendRequest } from "./send-request";

const person = object<{ name: string; age: number | null; nick?: string | undefined }>({
  name: text,
  age: orNull(number),
  nick: optional(text),
});

describe("a shape", () => {
  it.each([[{ name: "Maya", age: 4 }], [{ name: "Maya", age: null, nick: "M", more: 1 }]])(
    "fits %j",
    (value) => {
      expect(person(value)).toBe(true);
    },
  );

  it.each([
    [null],
    ["Maya"],
    [[{ name: "Maya", age: 4 }]],
    [{ name: "Maya" }],
    [{ name: "Maya", age: "4" }],
    [{ name: "Maya", age: 4, nick: null }],
    [Object.create({ name: "Maya", age: 4 })],
  ])("does not fit %j", (value) => {
    expect(person(value)).toBe(false);
  });

  it("of a list or a record is that of every member", () => {
    expect(listOf(flag)([true, false])).toBe(true);
    expect(listOf(flag)([true, 0])).toBe(false);
    expect(listOf(flag)({ length: 0 })).toBe(false);
    expect(recordOf(number)({ a: 1 })).toBe(true);
    expect(recordOf(number)({ a: 1, b: "2" })).toBe(false);
  });
});

describe("an answer of the portal", () => {
  afterEach(() => vi.unstubAllGlobals());

  function answering(body: string) {
    vi.stubGlobal("fetch", async () => new Response(body, { headers: { ETag: '"a"' } }));
  }

  it("is given with its ETag where it has the expected shape", async () => {
    answering('{"name":"Maya","age":4}');
    const answer = await sendRequest("GET", "/api/me", { answer: person });
    expect(answer).toEqual({ ok: true, status: 200, data: { name: "Maya", age: 4 }, etag: '"a"' });
  });

  it.each(['{"name":4}', "<html>", ""])("is unreadable where it is %s", async (body) => {
    answering(body);
    const answer = await sendRequest("GET", "/api/me", { answer: person });
    expect(answer).toMatchObject({ ok: false, problem: { code: "unreadable", status: 200 } });
  });

  it("may be anything where nobody reads it", async () => {
    answering("");
    expect(await sendRequest("DELETE", "/api/me")).toMatchObject({ ok: true, data: null });
  });
});
