import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wholeWordParts } from "./diff-parts";
import { type DiffLine, diffRows, nearRows } from "./diff-rows";

const rowsOf = (before: string, after: string) => diffRows(wholeWordParts(before, after).parts);
const SIGNS = { same: " ", removed: "-", added: "+" };
const textOf = ({ pieces }: DiffLine) => pieces.map(({ text }) => text).join("");
const shown = (lines: DiffLine[]) => lines.map((line) => `${SIGNS[line.kind]}${textOf(line)}`);
/** A text's lines; a line break at its end begins none. */
const linesOf = (text: string) =>
  text.split("\n").slice(0, text.endsWith("\n") || text === "" ? -1 : undefined);

/** Texts that are edits of each other, so that lines stay, go, come and change. */
const line = fc.array(fc.constantFrom("be", "brief", "and", "kind", "ask", "once"), { maxLength: 6 });
const text = fc
  .tuple(
    fc.array(
      line.map((words) => words.join(" ")),
      { maxLength: 6 },
    ),
    fc.boolean(),
  )
  .map(([lines, ends]) => lines.join("\n") + (ends && lines.length > 0 ? "\n" : ""));

describe("a comparison by lines", () => {
  it("shows each changed line as it was and then as it is, with the changed words marked", () => {
    const rows = rowsOf(
      "Be kind.\nAsk for the street.\nBe brief.",
      "Be kind.\nAsk for the postcode.\nBe brief.",
    );
    expect(shown(rows)).toEqual([
      " Be kind.",
      "-Ask for the street.",
      "+Ask for the postcode.",
      " Be brief.",
    ]);
    const marked = rows.flatMap(({ pieces }) => pieces.filter((piece) => piece.marked));
    expect(marked.map((piece) => piece.text)).toEqual(["street", "postcode"]);
  });

  it("does not call two joined lines unchanged", () => {
    expect(
      shown(
        diffRows([
          { kind: "same", text: "a" },
          { kind: "removed", text: "\n" },
          { kind: "same", text: "b" },
        ]),
      ),
    ).toEqual(["-a", "-b", "+ab"]);
  });

  it("shows a last line that got another below it as unchanged, and the other way round", () => {
    expect(shown(rowsOf("Be kind.\nAsk once.", "Be kind.\nAsk once.\nBe brief."))).toEqual([
      " Be kind.",
      " Ask once.",
      "+Be brief.",
    ]);
    expect(shown(rowsOf("Be kind.\nAsk once.\nBe brief.", "Be kind.\nAsk once."))).toEqual([
      " Be kind.",
      " Ask once.",
      "-Be brief.",
    ]);
  });

  it("has every line of both texts once and in order, and no other", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = rowsOf(before, after);
        const without = (kind: DiffLine["kind"]) => rows.filter((row) => row.kind !== kind).map(textOf);
        expect(without("added").filter(Boolean)).toEqual(linesOf(before).filter(Boolean));
        expect(without("removed").filter(Boolean)).toEqual(linesOf(after).filter(Boolean));
      }),
      { numRuns: 500 },
    );
  });

  it("numbers lines as the texts do", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        for (const row of rowsOf(before, after)) {
          const lines = row.kind === "removed" ? before.split("\n") : after.split("\n");
          expect(lines[row.n - 1]).toBe(textOf(row));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("the changed lines alone", () => {
  const many = Array.from({ length: 30 }, (_, place) => `Line ${place}`);

  it("have two lines around them, and the number of those left out", () => {
    const after = many.with(15, "Another line");
    const rows = nearRows(rowsOf(many.join("\n"), after.join("\n")));
    expect(rows.at(0)).toEqual({ kind: "gap", hidden: 13 });
    expect(rows.at(-1)).toEqual({ kind: "gap", hidden: 12 });
    expect(rows).toHaveLength(8);
  });

  it("never lose a line that changed", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = rowsOf(before, after);
        const changed = (of: { kind: string }[]) =>
          of.filter(({ kind }) => kind === "removed" || kind === "added").length;
        expect(changed(nearRows(rows))).toBe(changed(rows));
      }),
    );
  });
});
