import { describe, expect, it } from "vitest";
import { findPromptFaults, groupFaults } from "./prompt-faults";

const KNOWN = [{ name: "name", from: "Default" }];
const faulty = (prompt: string) =>
  findPromptFaults(prompt, KNOWN).map(({ from, to }) => prompt.slice(from, to));

describe("findPromptFaults", () => {
  it("a prompt that uses only what is defined has none", () => {
    expect(faulty("Greet {{name}} by {{ name }}. {single} braces are text.")).toEqual([]);
  });

  it("undefined variables and broken braces come in the order of the text", () => {
    expect(faulty("{{city}} {{}} {{name}} {{zip}} {{open")).toEqual([
      "{{city}}",
      "{{}}",
      "{{zip}}",
      "{{open",
    ]);
  });

  it("a name that only looks like a defined one is said to be another", () => {
    const [fault] = findPromptFaults("{{cafe\u0301}}", [{ name: "café", from: "Default" }]);
    expect(fault?.message).toContain("other characters");
  });

  it("a message names what it is about", () => {
    expect(findPromptFaults("{{city}}", KNOWN)[0]?.message).toContain("“city”");
    expect(findPromptFaults("{{city", KNOWN)[0]?.message).toContain("{{city");
  });
});

describe("groupFaults", () => {
  it("the same fault is listed once, at its first place", () => {
    const groups = groupFaults(findPromptFaults("{{city}} {{zip}} {{city}}", KNOWN));
    expect(groups.map(({ from, times }) => [from, times])).toEqual([
      [0, 2],
      [9, 1],
    ]);
  });
});
