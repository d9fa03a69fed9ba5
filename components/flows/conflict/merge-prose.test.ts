import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HunkChoice, mergeProse, proseText } from "./merge-prose";

const BASE = [
  "You are the front desk.",
  "",
  "Ask for the name.",
  "Ask for the date.",
  "",
  "Say goodbye.",
].join("\n");
const edited = (from: string, to: string, text = BASE) => text.replace(from, to);
const conflictsOf = (hunks: ReturnType<typeof mergeProse>) => hunks.filter(({ kind }) => kind === "conflict");
const choose = (hunks: ReturnType<typeof mergeProse>, choice: HunkChoice) =>
  proseText(hunks, new Map(hunks.map((_, position) => [position, choice])));

describe("merging prose", () => {
  it("puts edits of different lines together", () => {
    const hunks = mergeProse(BASE, edited("front desk", "night desk"), edited("Say goodbye", "Say thanks"));
    expect(conflictsOf(hunks)).toEqual([]);
    expect(proseText(hunks)).toBe(edited("Say goodbye", "Say thanks", edited("front desk", "night desk")));
  });

  it("puts edits of neighbouring lines together", () => {
    const hunks = mergeProse(BASE, edited("the name", "the full name"), edited("the date", "the day"));
    expect(proseText(hunks)).toBe(edited("the name", "the full name", edited("the date", "the day")));
  });

  it("puts edits of different sentences of one line together", () => {
    const base = "Be kind. Be brief. Never guess a price.";
    const hunks = mergeProse(
      base,
      "Be warm. Be brief. Never guess a price.",
      "Be kind. Be brief. Name no price.",
    );
    expect(proseText(hunks)).toBe("Be warm. Be brief. Name no price.");
    expect(conflictsOf(hunks)).toEqual([]);
  });

  it("keeps a line that one side added after a line that the other side rewrote", () => {
    const hunks = mergeProse("One.\nTwo.", "One.\nTwo.\nThree.", "One.\nSecond.");
    expect(proseText(hunks)).toBe("One.\nSecond.\nThree.");
  });

  it("leaves only the sentence to decide that both rewrote", () => {
    const hunks = mergeProse(
      "Greet. Ask for the name. Hang up.",
      "Greet. Ask for the full name. Hang up.",
      "Greet. Ask who it is. Hang up.",
    );
    expect(hunks).toEqual([
      { kind: "same", text: "Greet. " },
      {
        kind: "conflict",
        base: "Ask for the name.",
        theirs: "Ask for the full name.",
        yours: "Ask who it is.",
      },
      { kind: "same", text: " Hang up.\n" },
    ]);
  });

  it("asks when one side added to what the other side took out", () => {
    const hunks = mergeProse("Intro\nPrices\nEnd", "Intro\nEnd", "Intro\nPrices\nA visit is free.\nEnd");
    expect(conflictsOf(hunks)).toHaveLength(1);
    expect(choose(hunks, "theirs")).toBe("Intro\nEnd");
  });

  it("asks once about a passage that both wrote anew", () => {
    const hunks = mergeProse("A. B.\nC.", "Q. R. S.\nT.", "U.\nV. W.");
    expect(conflictsOf(hunks)).toHaveLength(1);
  });

  it("needs no decision about a line that both added alike", () => {
    const hunks = mergeProse("End", "End\nAlike\nTheirs", "End\nAlike\nYours");
    expect(conflictsOf(hunks)).toEqual([
      { kind: "conflict", base: "", theirs: "Theirs\n", yours: "Yours\n" },
    ]);
    expect(choose(hunks, "both")).toBe("End\nAlike\nTheirs\nYours");
  });
});

describe("deciding about a place in prose", () => {
  const hunks = mergeProse("Greet. Ask. Bye.", "Greet. Ask twice. Bye.", "Greet. Do not ask. Bye.");

  it.each<[HunkChoice, string]>([
    ["theirs", "Greet. Ask twice. Bye."],
    ["yours", "Greet. Do not ask. Bye."],
    ["both", "Greet. Ask twice. Do not ask. Bye."],
    [{ text: "Ask once." }, "Greet. Ask once. Bye."],
  ])("%j leads to %s", (choice, text) => {
    expect(choose(hunks, choice)).toBe(text);
  });

  it("keeps yours as long as nothing is decided", () => {
    expect(proseText(hunks)).toBe("Greet. Do not ask. Bye.");
  });

  it("a line written by hand keeps its end", () => {
    const lines = mergeProse("a\nb\nc", "a\nB1\nc", "a\nB2\nc");
    expect(choose(lines, { text: "b by hand" })).toBe("a\nb by hand\nc");
  });
});

describe("line ends", () => {
  it("Windows line ends that a text box made plain are no edit", () => {
    const hunks = mergeProse("One\r\nTwo\r\nThree", "One\r\nTwo\r\nThird", "First\nTwo\nThree");
    expect(proseText(hunks)).toBe("First\nTwo\nThird");
  });

  it("an end of the last line that somebody added or took away stays so", () => {
    expect(proseText(mergeProse("a\nb", "a\nb\n", "A\nb"))).toBe("A\nb\n");
    expect(proseText(mergeProse("a\nb\n", "a\nb", "A\nb\n"))).toBe("A\nb");
  });
});

/** Small alphabets, so that lines and sentences repeat and move about. */
const prose = fc.stringMatching(/^([a-c][ .!\n]{0,2}){0,14}$/);

describe("for any texts", () => {
  it("one side's edits alone come out as they are", () => {
    fc.assert(
      fc.property(prose, prose, (base, changed) => {
        expect(proseText(mergeProse(base, changed, base))).toBe(changed);
        expect(proseText(mergeProse(base, base, changed))).toBe(changed);
      }),
    );
  });

  it("the same edits on both sides come out once", () => {
    fc.assert(
      fc.property(prose, prose, (base, changed) => {
        const hunks = mergeProse(base, changed, changed);
        expect(conflictsOf(hunks)).toEqual([]);
        expect(proseText(hunks)).toBe(changed);
      }),
    );
  });

  it("swapping the sides swaps the hunks", () => {
    fc.assert(
      fc.property(prose, prose, prose, (base, theirs, yours) => {
        expect(choose(mergeProse(base, theirs, yours), "yours")).toBe(
          choose(mergeProse(base, yours, theirs), "theirs"),
        );
      }),
    );
  });

  it("lines that the sides rewrote, each its own, are all in the result", () => {
    const owner = fc.constantFrom("theirs", "yours", "nobody");
    fc.assert(
      fc.property(fc.array(owner, { maxLength: 30 }), (owners) => {
        const written = (...by: string[]) =>
          owners.map((name, line) => (by.includes(name) ? `${name} ${line}` : `line ${line}`)).join("\n");
        const hunks = mergeProse(written(), written("theirs"), written("yours"));
        expect(conflictsOf(hunks)).toEqual([]);
        expect(proseText(hunks)).toBe(written("theirs", "yours"));
      }),
    );
  });

  it("no word of either side is lost when every conflict keeps both", () => {
    fc.assert(
      fc.property(prose, prose, (theirs, yours) => {
        const kept = choose(mergeProse("", theirs, yours), "both");
        for (const word of `${theirs} ${yours}`.match(/\w+/g) ?? []) expect(kept).toContain(word);
      }),
    );
  });
});

describe("a text of 200 kB", () => {
  const line = (side: string, number: number) => `${side} ${number}: ${"words and words ".repeat(3)}`;
  const text = (sideOf: (number: number) => string) =>
    Array.from({ length: 3700 }, (_, number) => line(sideOf(number), number)).join("\n");
  const base = text(() => "base");

  it("with many edits on both sides is merged line by line", () => {
    const hunks = mergeProse(
      base,
      text((number) => (number % 10 === 0 ? "theirs" : "base")),
      text((number) => (number % 10 === 5 ? "yours" : "base")),
    );
    expect(conflictsOf(hunks)).toEqual([]);
    expect(proseText(hunks)).toContain(line("theirs", 3690));
    expect(proseText(hunks)).toContain(line("yours", 3695));
  });

  // Line by line, this would take minutes.
  it("that both sides wrote anew is one conflict, found before anybody gives up", { timeout: 20_000 }, () => {
    const hunks = mergeProse(
      base,
      text(() => "theirs"),
      text(() => "yours"),
    );
    expect(hunks).toHaveLength(1);
    expect(choose(hunks, "theirs")).toBe(text(() => "theirs"));
  });
});
