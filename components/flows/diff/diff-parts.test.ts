import { describe, expect, it } from "vitest";
import { structureParts, wordParts } from "./diff-parts";

describe("comparing prose", () => {
  it("marks the words that changed and nothing else", () => {
    expect(wordParts("Be brief and kind.", "Be brief and warm.")).toEqual([
      { kind: "same", text: "Be brief and " },
      { kind: "removed", text: "kind" },
      { kind: "added", text: "warm" },
      { kind: "same", text: "." },
    ]);
  });

  it("shortens what is alike around a change, keeping the side next to it", () => {
    const long = "word ".repeat(200);
    const [before] = wordParts(`${long}old`, `${long}new`);
    expect(before?.kind).toBe("same");
    expect(before?.text.length).toBeLessThan(120);
    expect(before?.text.startsWith(" … ")).toBe(true);
    expect(before?.text.endsWith("word ")).toBe(true);
  });
});

describe("shortening prose that is alike", () => {
  it("cuts between words on both sides", () => {
    const middle = "immeasurable ".repeat(40);
    const parts = wordParts(`old ${middle}old`, `new ${middle}new`);
    const words = parts
      .find(({ kind, text }) => kind === "same" && text.includes("…"))
      ?.text.trim()
      .split(/\s+/);
    expect(new Set(words)).toEqual(new Set(["immeasurable", "…"]));
  });

  it("cuts a single long word where it must", () => {
    const [before] = wordParts(`${"x".repeat(500)} old`, `${"x".repeat(500)} new`);
    expect(before?.text).toBe(` … ${"x".repeat(89)} `);
  });
});

describe("comparing prose that was written anew", () => {
  it("shows the old text whole and then the new one", () => {
    expect(wordParts("Ask how the night was.", "You call patients after a filling.")).toEqual([
      { kind: "removed", text: "Ask how the night was." },
      { kind: "same", text: "\n\n", isGap: true },
      { kind: "added", text: "You call patients after a filling." },
    ]);
  });

  it("shows a first text as all added", () => {
    expect(wordParts("", "Be kind.")).toEqual([{ kind: "added", text: "Be kind." }]);
  });
});

describe("comparing structures", () => {
  it("compares line by line", () => {
    const parts = structureParts(["a"], ["a", "b"]);
    expect(parts.filter(({ kind }) => kind === "added").map(({ text }) => text)).toEqual(['  "a",\n  "b"\n']);
  });

  it("shows a new value as all added and a removed one as all removed", () => {
    expect(structureParts(null, { a: 1 }).map(({ kind }) => kind)).toEqual(["added"]);
    expect(structureParts({ a: 1 }, null).map(({ kind }) => kind)).toEqual(["removed"]);
  });
});

describe("comparing prose of several lines", () => {
  it("keeps to the line: words of one line are never matched with those of another", () => {
    expect(wordParts("Greet.\nBe kind.\nHang up.", "Greet.\nBe warm.\nHang up.")).toEqual([
      { kind: "same", text: "Greet.\nBe " },
      { kind: "removed", text: "kind" },
      { kind: "added", text: "warm" },
      { kind: "same", text: ".\nHang up." },
    ]);
  });

  it("shows a line that was written anew whole, among lines that were not", () => {
    const around = "Always tell the caller that this call may be recorded for training.\n";
    expect(
      wordParts(`${around}Ask how the night was.\n`, `${around}You book visits for a dentist.\n`),
    ).toEqual([
      { kind: "same", text: around },
      { kind: "removed", text: "Ask how the night was.\n" },
      { kind: "added", text: "You book visits for a dentist.\n" },
    ]);
  });

  it("leaves lines out between two changes without joining those that stay", () => {
    const middle = Array.from({ length: 40 }, (_, line) => `line ${line}`).join("\n");
    const parts = wordParts(`old\n${middle}\nold`, `new\n${middle}\nnew`);
    const between = parts.find(({ text }) => text.includes("…"))?.text.split("\n") ?? [];
    expect(between).toContain("…");
    expect(between.filter((line) => !/^(…|line \d+|)$/.test(line))).toEqual([]);
  });
});

describe("comparing a rephrased passage", () => {
  it("takes small words between two changes along", () => {
    expect(wordParts("Greet the caller. Be brief and kind.", "Greet the caller. Be short and warm.")).toEqual(
      [
        { kind: "same", text: "Greet the caller. Be " },
        { kind: "removed", text: "brief and kind" },
        { kind: "added", text: "short and warm" },
        { kind: "same", text: "." },
      ],
    );
  });

  it("keeps an unchanged stretch that is longer than the changes around it", () => {
    const parts = wordParts("from 9 o'clock to 5 every day", "from 8 o'clock to 6 every day");
    expect(parts.map(({ text }) => text)).toEqual([
      "from ",
      "9",
      "8",
      " o'clock to ",
      "5",
      "6",
      " every day",
    ]);
  });
});
