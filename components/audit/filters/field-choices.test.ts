import { describe, expect, it } from "vitest";
import { fieldChoices, fieldWords } from "./field-choices";
import { findChoices } from "./picker-choice";

describe("the fields to filter by", () => {
  it("the welcome message is the first that is found by typing welcome, and means its words too", () => {
    const [first] = findChoices(fieldChoices("flows"), "welcome");
    expect(first).toMatchObject({ label: "Welcome message", value: "/welcomeMessage,/customWelcomeMessage" });
  });

  it("each can be chosen once", () => {
    const values = fieldChoices("workspace").map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);
  });

  it("the fields of a section stand together", () => {
    const groups = fieldChoices("workspace").map(({ group }) => group);
    const changes = groups.filter((group, index) => group !== groups[index - 1]);
    expect(new Set(changes).size).toBe(changes.length);
  });

  it("none has the place of a list in it", () => {
    expect(fieldChoices("workspace").filter(({ value }) => /\/(\*|\d+)(\/|$)/.test(value))).toEqual([]);
  });

  it("the portal's log has no fields of flows", () => {
    expect(findChoices(fieldChoices("portal"), "prompt")).toEqual([]);
  });
});

describe("a field of the address in words", () => {
  it("is one label for fields that are chosen together", () => {
    expect(fieldWords("/welcomeMessage,/customWelcomeMessage")).toBe("Welcome message");
  });

  it("names every other path", () => {
    expect(fieldWords("/prompt")).toBe("Prompt");
    expect(fieldWords("/prompt,/somethingNew")).toBe("Prompt or Something new");
  });
});

describe("a picker", () => {
  const choices = ["Extracted", "Active state", "Zoë"].map((label) => ({
    value: label,
    label,
    group: "All",
  }));

  it("finds names without their accents", () => {
    expect(findChoices(choices, "zoe").map(({ label }) => label)).toEqual(["Zoë"]);
  });

  it("puts beginnings of words first", () => {
    expect(findChoices(choices, "act").map(({ label }) => label)).toEqual(["Active state", "Extracted"]);
  });

  it("wants every word", () => {
    expect(findChoices(choices, "state active").map(({ label }) => label)).toEqual(["Active state"]);
    expect(findChoices(choices, "active nothing")).toEqual([]);
  });
});
