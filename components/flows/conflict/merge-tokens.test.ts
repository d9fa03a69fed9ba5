import fc from "fast-check";
import { expect, it } from "vitest";
import { mergeTokens, type TokenHunk } from "./merge-tokens";

const merge = (base: string, theirs: string, yours: string): TokenHunk[] | null =>
  mergeTokens([...base], [...theirs], [...yours]);
const kinds = (hunks: TokenHunk[] | null) => hunks?.map(({ kind }) => kind);

it("edits of neighbouring tokens have a place each", () => {
  expect(merge("ab", "Xb", "aY")).toEqual([
    { kind: "theirs", tokens: ["X"] },
    { kind: "yours", tokens: ["Y"] },
  ]);
});

it("an addition beside a token that the other side rewrote has a place of its own", () => {
  expect(kinds(merge("a", "ab", "X"))).toEqual(["yours", "theirs"]);
  expect(kinds(merge("a", "ba", "X"))).toEqual(["theirs", "yours"]);
});

it("an addition beside a token that the other side took out clashes with that", () => {
  expect(kinds(merge("abc", "ac", "abXc"))).toEqual(["same", "conflict", "same"]);
  expect(kinds(merge("abc", "ac", "aXbc"))).toEqual(["same", "conflict", "same"]);
});

it("two additions in one place clash, for nobody knows which comes first", () => {
  expect(merge("ab", "aXb", "aYb")).toEqual([
    { kind: "same", tokens: ["a"] },
    { kind: "conflict", base: [], theirs: ["X"], yours: ["Y"] },
    { kind: "same", tokens: ["b"] },
  ]);
});

it("an edit that reaches over two edits of the other side clashes with both at once", () => {
  expect(kinds(merge("abcde", "aXXXe", "aPcQe"))).toEqual(["same", "conflict", "same"]);
});

it("a token may be any text, also one that objects have by nature", () => {
  const base = ["constructor", "__proto__"];
  expect(mergeTokens(base, ["constructor"], base)).toEqual([{ kind: "same", tokens: ["constructor"] }]);
});

it("new tokens of a side are in the result, in order, when its side of every conflict is taken", () => {
  const tokens = (own: string) =>
    fc.array(fc.constantFrom("a", "b", "c", `${own} 1`, `${own} 2`), { maxLength: 8 });
  fc.assert(
    fc.property(tokens("base"), tokens("theirs"), tokens("yours"), (base, theirs, yours) => {
      const hunks = mergeTokens(base, theirs, yours) ?? [];
      for (const [side, text] of [["theirs", theirs] as const, ["yours", yours] as const]) {
        const chosen = hunks.flatMap((hunk) => (hunk.kind === "conflict" ? hunk[side] : hunk.tokens));
        const anew = (token: string) => token.startsWith(side);
        expect(chosen.filter(anew)).toEqual(text.filter(anew));
      }
    }),
  );
});
