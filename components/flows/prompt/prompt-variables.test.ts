import { describe, expect, it } from "vitest";
import { findVariables, knownVariables, undefinedUses, usedVariables } from "./prompt-variables";

const names = (prompt: string) => findVariables(prompt).uses.map(({ name }) => name);
const broken = (prompt: string) =>
  findVariables(prompt).broken.map(({ kind, from, to }) => [kind, prompt.slice(from, to)]);

describe("findVariables", () => {
  it("a variable is a name between two pairs of braces, blanks allowed", () => {
    expect(names("Hi {{firstName}}, {{ order.id }} and {{a-b_c2}}; straße: {{Straße}}")).toEqual([
      "firstName",
      "order.id",
      "a-b_c2",
      "Straße",
    ]);
  });

  it("a name may have accents that are characters of their own, and joiners", () => {
    const written = ["cafe\u0301", "नाम", "می\u200cشود"];
    expect(names(written.map((name) => `{{${name}}}`).join(" "))).toEqual(written);
  });

  it("its position covers the braces", () => {
    const prompt = "Hi {{ name }}!";
    expect(findVariables(prompt).uses.map(({ from, to }) => prompt.slice(from, to))).toEqual(["{{ name }}"]);
  });

  it("braces that are never closed end with the name", () => {
    expect(broken("Hi {{name, how are you")).toEqual([["unclosed", "{{name"]]);
    expect(broken("Hi {{name}")).toEqual([["unclosed", "{{name"]]);
    expect(broken("Hi {{")).toEqual([["unclosed", "{{"]]);
  });

  it("a variable does not reach into the next line or the next variable", () => {
    expect(broken("{{one\n}}")).toEqual([["unclosed", "{{one"]]);
    expect(broken("{{one {{two}}")).toEqual([["unclosed", "{{one"]]);
    expect(names("{{one {{two}}")).toEqual(["two"]);
    expect(names("{{one\r\n{{two}}")).toEqual(["two"]);
  });

  it("empty braces and braces around something else are broken", () => {
    expect(broken("{{}} {{  }} {{first name}}")).toEqual([
      ["empty", "{{}}"],
      ["empty", "{{  }}"],
      ["not-a-name", "{{first name}}"],
    ]);
  });

  it("single braces, as in JSON, are text", () => {
    const json = '{"a": {"b": {}}, "c": {{count}}}';
    expect(names(json)).toEqual(["count"]);
    expect(broken(json)).toEqual([]);
    expect(names("{{{name}}}")).toEqual(["name"]);
  });
});

describe("usedVariables", () => {
  it("a name that is used twice is listed once", () => {
    expect([...usedVariables("{{b}} {{a}} {{ b }} {{}}")]).toEqual(["b", "a"]);
  });
});

describe("undefinedUses", () => {
  it("names are compared letter by letter", () => {
    const { uses } = findVariables("{{name}} {{Name}} {{name}} {{other}}");
    const missing = undefinedUses(uses, [{ name: "name", from: "Default" }]);
    expect(missing.map(({ name }) => name)).toEqual(["Name", "other"]);
  });
});

describe("knownVariables", () => {
  const collection = (name: string, ...keys: string[]) => ({
    id: name,
    name,
    isDefault: false,
    variables: keys.map((key) => ({ key, value: "" })),
  });

  it("a name that several places define is listed once, with all of them", () => {
    const known = knownVariables(
      [collection("Default", "city", "name"), collection("Sales", "name")],
      [{ name: "code", from: "webhook Book" }],
    );
    expect(known).toEqual([
      { name: "city", from: "Default" },
      { name: "code", from: "webhook Book" },
      { name: "name", from: "Default, Sales" },
    ]);
  });

  it("a key that is still empty defines nothing", () => {
    expect(knownVariables([collection("Default", "", "  ")], [])).toEqual([]);
  });
});
