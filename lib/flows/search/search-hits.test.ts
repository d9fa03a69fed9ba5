import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textWords } from "@/lib/text/placed-words";
import { matchingSpans, searchHits } from "./search-hits";
import { parseSearch } from "./search-query";

const TEXTS = {
  "/name": "Night line – Mission",
  "/description": "Answers after hours",
  "/prompt": "Send missed calls\nat night to the nurse on duty. Her number is (415) 555-0134.",
};

function hits(q: string, texts: Record<string, string> = TEXTS) {
  const searched = Object.entries(texts).map(([path, text]) => ({ path, text, words: textWords(text) }));
  return searchHits(searched, parseSearch(q));
}
const matches = (q: string, texts?: Record<string, string>) => hits(q, texts).map(({ match }) => match);

describe("hits", () => {
  it("show the beginning that was typed, with what is around it in one line", () => {
    expect(hits("mis")).toEqual([
      { path: "/name", before: "Night line – ", match: "Mis", after: "sion" },
      {
        path: "/prompt",
        before: "Send ",
        match: "mis",
        after: "sed calls at night to the nurse on duty. Her number is…",
      },
    ]);
  });

  it.each([
    ["555-0134", ["555-0134"]],
    ["415-555-01", ["415) 555-01"]],
    ['"nurse on duty"', ["nurse on duty"]],
    ['"nurse on dut"', []],
    ['"duty on nurse"', []],
    // A phrase is in one text.
    ['"mission answers"', []],
    ["ission", []],
    ["a", []],
    ["-night", []],
  ])("of %j are %j", (q, found) => {
    expect(matches(q)).toEqual(found);
  });

  it("show each word once before any word twice, and stay few", () => {
    const prompt = `${"pay now. ".repeat(200)}Then say goodbye.`;
    const found = hits("pay goodbye", { "/prompt": prompt });
    expect(found).toHaveLength(5);
    expect(found.at(-1)).toEqual({
      path: "/prompt",
      before: "…now. pay now. pay now. pay now. pay now. pay now. Then say ",
      match: "goodbye",
      after: ".",
    });
  });

  it("never show half a character", () => {
    const shown = JSON.stringify(hits("word", { "/prompt": `${"𝒳".repeat(99)} word${"𝒳".repeat(99)}` }));
    expect(shown).not.toMatch(/\\ud/);
  });

  it("are where the words are, whatever letters they have", () => {
    const piece = fc.constantFrom(
      "a",
      "B",
      "ß",
      "é",
      "e\u0301",
      "\u00ad",
      "\u0301",
      "東",
      "İ",
      " ",
      "-",
      "\n",
      "ﬁ",
      "7",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join("")),
        (text) => {
          const words = textWords(text).split(" ").filter(Boolean);
          for (const word of words) {
            const [found] = matches(`"${word}"`, { "/prompt": text });
            expect(textWords(found ?? "")).toBe(word);
          }
        },
      ),
    );
  });
});

it("what a page highlights covers overlapping words once", () => {
  const text = "Cafés call, calling";
  const shown = matchingSpans(text, parseSearch("caf cal calli"));
  expect(shown.map(({ start, end }) => text.slice(start, end))).toEqual(["Caf", "cal", "calli"]);
});
