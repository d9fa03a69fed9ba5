import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blameLines, type TextVersion } from "./blame-lines";

/** Versions numbered from 1. */
function versions(...texts: string[]): TextVersion[] {
  return texts.map((text, index) => ({ n: index + 1, text }));
}

const numbers = (...texts: string[]) => blameLines(versions(...texts)).map(({ n }) => n);

describe("a line of a text", () => {
  it("belongs to the revision that last wrote it", () => {
    expect(blameLines(versions("a\nb\nc", "a\nB\nc", "a\nB\nc\nd"))).toEqual([
      { text: "a", n: 1 },
      { text: "B", n: 2 },
      { text: "c", n: 1 },
      { text: "d", n: 3 },
    ]);
  });

  it("that never changed belongs to the first revision, however much changes around it", () => {
    expect(numbers("keep", "new\nkeep", "new\nkeep\nend", "newer\nkeep\nend")).toEqual([4, 1, 3]);
  });

  it("that was taken out and put back belongs to the revision that put it back", () => {
    expect(numbers("a\nb", "a", "a\nb")).toEqual([1, 3]);
  });

  it("that was moved counts as new", () => {
    expect(numbers("a\nb\nc", "b\nc\na")).toEqual([1, 1, 2]);
  });

  it("of a text that began empty belongs to the revision with the first words", () => {
    expect(numbers("", "a\n", "a\n\n")).toEqual([2, 2, 3]);
  });

  it("is in no empty text and in no text at all", () => {
    expect(blameLines(versions("a", ""))).toEqual([]);
    expect(blameLines([])).toEqual([]);
  });
});

/** A text of many lines that are all different, each made by `write` from its place. */
function longText(write: (place: number) => string): string {
  return Array.from({ length: 5000 }, (_, place) => write(place)).join("\n");
}

describe("of a long text", () => {
  it("many small edits are each distinguished from the lines around them", () => {
    const edited = longText((place) => (place % 3 === 0 ? `line ${place}, edited` : `line ${place}`));
    const blamed = numbers(
      longText((place) => `line ${place}`),
      edited,
    );
    expect(blamed).toEqual(Array.from({ length: 5000 }, (_, place) => (place % 3 === 0 ? 2 : 1)));
  });

  it("that was written anew all is the new author's", () => {
    const blamed = numbers(
      longText((place) => `old ${place}`),
      longText((place) => `new ${place}`),
    );
    expect(new Set(blamed)).toEqual(new Set([2]));
  });
});

const line = fc.constantFrom("a", "b", "c", "", "  ", "d\r");
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));

describe("for any history", () => {
  it("the lines joined give the newest text back, each by a revision that had the line", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const blamed = blameLines(versions(...texts));
        expect(blamed.map((one) => one.text).join("\n")).toBe(texts.at(-1));
        for (const one of blamed) expect(texts[one.n - 1]?.split("\n")).toContain(one.text);
      }),
    );
  });

  it("a version that changes nothing writes nothing", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const again = [...texts, texts.at(-1) ?? ""];
        expect(blameLines(versions(...again))).toEqual(blameLines(versions(...texts)));
      }),
    );
  });

  it("lines that are all different and only ever added belong to the revision that added them", () => {
    const additions = fc.array(fc.array(fc.nat(1000), { maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(additions, (places) => {
        let lines: string[] = [];
        const texts = places.map((positions, index) => {
          for (const [which, position] of positions.entries()) {
            lines = lines.toSpliced(position % (lines.length + 1), 0, `by ${index + 1}, line ${which}`);
          }
          return lines.join("\n");
        });
        for (const { text, n } of blameLines(versions(...texts))) {
          expect(text.startsWith(`by ${n},`)).toBe(true);
        }
      }),
    );
  });
});
