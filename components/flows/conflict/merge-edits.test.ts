import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeEdits } from "./merge-edits";
import { fieldValue, placesOf, settleMerge } from "./merge-places";

const BASE = {
  name: "Front desk",
  isActive: true,
  prompt: "Greet.\nAsk for the name.\nSay goodbye.",
  settings: { callSettings: { maxCallDuration: "600", reminderMessages: ["Still there?"] } },
};
const withLimit = (maxCallDuration: string) => ({
  ...BASE,
  settings: { callSettings: { ...BASE.settings.callSettings, maxCallDuration } },
});

describe("edits of different fields", () => {
  it("are put together without a question", () => {
    const merge = mergeEdits(BASE, withLimit("900"), { ...BASE, name: "Night desk" });
    expect(merge).toMatchObject({
      merged: { ...withLimit("900"), name: "Night desk" },
      theirsOnly: ["settings.callSettings.maxCallDuration"],
      yoursOnly: ["name"],
      overlaps: [],
    });
  });

  it("that are alike on both sides are named as such", () => {
    const both = { ...BASE, isActive: false };
    expect(mergeEdits(BASE, both, { ...both })).toMatchObject({ same: ["isActive"], yoursOnly: [] });
  });
});

describe("edits of one field", () => {
  it("overlap, and yours is kept until the decision", () => {
    const merge = mergeEdits(BASE, withLimit("900"), withLimit("300"));
    const name = "settings.callSettings.maxCallDuration";
    expect(merge.overlaps).toEqual([{ name, base: "600", theirs: "900", yours: "300" }]);
    expect(settleMerge(merge, new Map())).toEqual(withLimit("300"));
    expect(settleMerge(merge, new Map([[name, "theirs"]]))).toEqual(withLimit("900"));
  });

  it("a list is one field", () => {
    const reminding = (...reminderMessages: string[]) => ({
      ...BASE,
      settings: { callSettings: { ...BASE.settings.callSettings, reminderMessages } },
    });
    const merge = mergeEdits(BASE, reminding("Still there?", "A"), reminding("Still there?", "B"));
    expect(placesOf(merge)).toMatchObject([{ hunk: null, theirs: ["Still there?", "A"] }]);
  });

  it("in different lines of a prompt are woven together", () => {
    const merge = mergeEdits(
      BASE,
      { ...BASE, prompt: BASE.prompt.replace("Greet", "Say hello") },
      { ...BASE, prompt: BASE.prompt.replace("goodbye", "thank you") },
    );
    expect(merge).toMatchObject({ woven: ["prompt"], overlaps: [] });
    expect(merge.merged.prompt).toBe("Say hello.\nAsk for the name.\nSay thank you.");
  });

  it("in the same line of a prompt leave one place to decide, and the rest is merged", () => {
    const merge = mergeEdits(
      BASE,
      { ...BASE, prompt: "Say hello.\nAsk for the full name.\nSay goodbye." },
      { ...BASE, prompt: "Greet.\nAsk who it is.\nSay goodbye." },
    );
    const [place, ...others] = placesOf(merge);
    expect(others).toEqual([]);
    expect(place).toMatchObject({ name: "prompt", base: "Ask for the name.", yours: "Ask who it is." });
    const settled = settleMerge(merge, new Map([[place?.id ?? "", { text: "Ask politely." }]]));
    expect(settled.prompt).toBe("Say hello.\nAsk politely.\nSay goodbye.");
  });

  it("in a short text are never woven", () => {
    const merge = mergeEdits({ name: "A. B." }, { name: "X. B." }, { name: "A. Y." });
    expect(merge.overlaps).toHaveLength(1);
  });
});

const leaf = fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string(), { maxLength: 2 }), fc.lorem());
const tree = fc.letrec<{ tree: object; node: unknown }>((tie) => ({
  tree: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("node"), { noNullPrototype: true }),
  node: fc.oneof({ maxDepth: 2 }, leaf, tie("tree")),
})).tree;

describe("for any trees", () => {
  it("one side's edits alone come out as they are", () => {
    fc.assert(
      fc.property(tree, tree, (base, changed) => {
        expect(mergeEdits(base, changed, base)).toMatchObject({ yoursOnly: [], overlaps: [] });
        expect(mergeEdits(base, changed, base).merged).toEqual(changed);
        expect(mergeEdits(base, base, changed).merged).toEqual(changed);
      }),
    );
  });

  it("the same edits on both sides come out once", () => {
    fc.assert(
      fc.property(tree, tree, (base, changed) => {
        const merge = mergeEdits(base, changed, structuredClone(changed));
        expect(merge.merged).toEqual(changed);
        expect(merge.overlaps).toEqual([]);
      }),
    );
  });

  const fields = fc.record({ a: leaf, b: leaf, group: fc.record({ c: leaf, d: leaf }) });

  it("a field that nobody touched is unchanged, and every other one is named once", () => {
    fc.assert(
      fc.property(fields, fields, fields, (base, theirs, yours) => {
        const merge = mergeEdits<object>(base, theirs, yours);
        const named = [
          ...merge.theirsOnly,
          ...merge.yoursOnly,
          ...merge.same,
          ...merge.woven,
          ...merge.overlaps.map(({ name }) => name),
        ];
        expect(new Set(named).size).toBe(named.length);
        for (const name of ["a", "b", "group.c", "group.d"]) {
          const [one, two, three, result] = [base, theirs, yours, merge.merged].map((values) =>
            JSON.stringify(fieldValue(values, name)),
          );
          if (one === two && two === three) expect(result).toBe(one);
          expect(named.includes(name)).toBe(!(one === two && two === three));
        }
      }),
    );
  });

  it("choosing theirs everywhere leads to theirs wherever both edited, unless prose could be woven", () => {
    fc.assert(
      fc.property(fields, fields, fields, (base, theirs, yours) => {
        const merge = mergeEdits<object>(base, theirs, yours);
        const settled = settleMerge(merge, new Map(placesOf(merge).map(({ id }) => [id, "theirs"])));
        for (const { name, prose } of merge.overlaps) {
          if (!prose) expect(fieldValue(settled, name)).toEqual(fieldValue(theirs, name));
        }
      }),
    );
  });
});
