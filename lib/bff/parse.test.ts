import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseExactly } from "@/lib/json/exact-numbers";
import { beginBody, parseBody, parseQuery, valueFaults } from "./parse";

const nested = (levels: number) => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);

describe("a value from JSON", () => {
  it("may be nested a hundred levels deep, and no deeper", () => {
    expect(valueFaults(nested(100))).toEqual([]);
    expect(valueFaults({ a: { "b/c": nested(99) } })).toEqual([
      { path: `/a/b~1c${"/0".repeat(98)}`, message: "is nested deeper than 100 levels" },
    ]);
  });

  it("may not be nested so deep that checking it would fail", () => {
    expect(valueFaults({ name: nested(200_000) })).toHaveLength(1);
  });

  it("may have no number that is out of range", () => {
    expect(valueFaults(JSON.parse('{"a":[1,1e400],"b":-1e400,"c":1e300}'))).toEqual([
      { path: "/a/1", message: "is too large a number" },
      { path: "/b", message: "is too large a number" },
    ]);
  });

  it("may have no number that would be rounded, and none that only looks so is refused", () => {
    const body =
      '{"a":[0.1,12345678901234567890],"b":{"c":0.10000000000000000123},"d":1e-400,"e":100000000000000000000}';
    expect(valueFaults(parseExactly(body)).map(({ path }) => path)).toEqual(["/a/1", "/b/c", "/d"]);
  });

  it("may hold no text and no key that the database refuses", () => {
    expect(valueFaults({ a: ["ok", "\u0000"], b: { "\ud800": 1 }, c: "\udc00" })).toEqual([
      { path: "/a/1", message: "holds a character that can't be stored" },
      { path: "/b", message: "holds a character that can't be stored" },
      { path: "/c", message: "holds a character that can't be stored" },
    ]);
  });

  it("may have keys that mean something to JavaScript", () => {
    expect(valueFaults(JSON.parse('{"__proto__":{"constructor":"x"}}'))).toEqual([]);
  });
});

describe("a name that comes twice", () => {
  const schema = z.strictObject({ role: z.enum(["viewer", "admin"]) });
  const request = (query: string, body: string) =>
    new Request(`http://localhost/${query}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });

  it("counts once, as the last value, in a query and in a body", async () => {
    expect(parseQuery(request("?role=admin&role=viewer", "{}"), schema)).toEqual({ role: "viewer" });
    expect(await parseBody(request("", '{"role":"admin","role":"viewer"}'), schema)).toEqual({
      role: "viewer",
    });
  });

  it("in the query and in the body is two things: neither is read for the other", async () => {
    await expect(parseBody(request("?role=admin", "{}"), schema)).rejects.toMatchObject({
      code: "invalid_body",
    });
    expect(() => parseQuery(request("?role[]=admin", '{"role":"admin"}'), schema)).toThrow(/role/);
  });

  it("as a key of JavaScript's own objects changes no object but the one that has it", async () => {
    const body = request("", '{"__proto__":{"isOwner":true},"constructor":{"prototype":{"isOwner":true}}}');
    await expect(parseBody(body, schema)).rejects.toMatchObject({ code: "invalid_body" });
    expect(parseQuery(request("?__proto__=x&role=viewer", "{}"), z.object({ role: z.string() }))).toEqual({
      role: "viewer",
    });
    expect({}).not.toHaveProperty("isOwner");
  });
});

describe("a request's body", () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    new Request("http://localhost/", {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": String(body.length), ...headers },
      body,
    });
  const text = z.strictObject({ text: z.string() });

  it("is begun before the caller is known if it is small, and can be parsed several times then", async () => {
    const request = post('{"text":"a"}');
    beginBody(request);
    expect(request.bodyUsed).toBe(true);
    expect(await parseBody(request, text)).toEqual({ text: "a" });
    expect(await parseBody(request, text)).toEqual({ text: "a" });
  });

  it("is left alone until then if it is large, or does not say its size", async () => {
    const large = post(JSON.stringify({ text: "a".repeat(20_000) }));
    const unstated = post('{"text":"a"}', { "content-length": "" });
    for (const request of [large, unstated]) {
      beginBody(request);
      expect(request.bodyUsed).toBe(false);
      expect(Object.keys(await parseBody(request, text))).toEqual(["text"]);
    }
  });

  it("with a fault fails only where it is parsed", async () => {
    const request = post('{"text":');
    beginBody(request);
    await expect(parseBody(request, text)).rejects.toMatchObject({ code: "malformed_json" });
  });
});
