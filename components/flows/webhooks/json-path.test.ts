import { describe, expect, it } from "vitest";
import { followJsonPath, pathOutcome, readSample } from "./json-path";

const answer = {
  data: { id: 7, "booking code": "A1", "it's": true, nothing: null },
  items: [{ name: "first" }, { name: "second" }, { other: 1 }],
};

const found = (...values: unknown[]) => ({ kind: "found", values });

describe("a JSON path", () => {
  it.each([
    ["$", found(answer)],
    [" $.data.id ", found(7)],
    ["$['data']['id']", found(7)],
    ['$.data["booking code"]', found("A1")],
    ["$.data['it\\'s']", found(true)],
    ["$.items[0].name", found("first")],
    ["$.items[ 1 ].name", found("second")],
    ["$.items[*].name", found("first", "second")],
    ["$.items.*.name", found("first", "second")],
    ["$.data.nothing", found(null)],
  ])("%s picks what it names", (path, result) => {
    expect(followJsonPath(path, answer)).toEqual(result);
  });

  it.each(["$.missing", "$.items[3]", "$.items.name", "$.data[0]", "$.data.id.more", "$.toString"])(
    "%s picks nothing where there is nothing",
    (path) => {
      expect(followJsonPath(path, answer)).toEqual({ kind: "nothing" });
    },
  );

  it.each(["$..id", "$.items[?(@.name)]", "$.items[-1]", "$.items[0:2]", "$.items[0,1]", "$.items.length()"])(
    "%s is more than can be tried out",
    (path) => {
      expect(followJsonPath(path, answer).kind).toBe("beyond");
    },
  );

  it.each(["", "data.id", "$data", "$.", "$.items[", "$.items[name]", "$['id]", "$.a b"])(
    "%j is no path",
    (path) => {
      expect(followJsonPath(path, answer).kind).toBe("broken");
    },
  );

  it("with a comma or a colon inside a quoted name is an ordinary one", () => {
    expect(followJsonPath("$['a,b']['c:d']", { "a,b": { "c:d": 1 } })).toEqual(found(1));
  });
});

const sample = readSample(`{"data": {"id": 7}, "items": [1, 2, 3, 4], "long": ["${"x".repeat(500)}"]}`);

describe("trying out a path", () => {
  it("shows the value that it picks", () => {
    expect(pathOutcome("$.data.id", sample)).toEqual({ tone: "good", words: "Picks 7" });
    expect(pathOutcome("$.data", sample)?.words).toBe('Picks {"id":7}');
  });

  it("counts the values and shows the first of them", () => {
    expect(pathOutcome("$.items[*]", sample)?.words).toBe("Picks 4 values: 1, 2, 3, …");
  });

  it("shortens a long value", () => {
    expect(pathOutcome("$.long", sample)?.words.length).toBeLessThan(150);
  });

  it("warns when it picks nothing", () => {
    expect(pathOutcome("$.data.name", sample)?.tone).toBe("warn");
  });

  it("says nothing without a sample, but for a path that is none", () => {
    expect(pathOutcome("$.data", null)).toBeNull();
    expect(pathOutcome("", sample)).toBeNull();
    expect(pathOutcome("data.id", null)?.tone).toBe("warn");
    expect(pathOutcome("$.data", readSample("{"))).toBeNull();
  });
});

describe("a pasted sample", () => {
  it("that is no JSON says why and where", () => {
    expect(readSample('{"a":')).toMatchObject({ kind: "broken", words: expect.stringContaining("Line 1") });
  });

  it("that is blank is none", () => {
    expect(readSample(" \n")).toBeNull();
  });
});
