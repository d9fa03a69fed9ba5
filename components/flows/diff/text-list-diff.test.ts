import fc from "fast-check";
import { expect, it } from "vitest";
import { textListChanges } from "./text-list-diff";

it("a text that came and one that went are two changes", () => {
  expect(textListChanges(["Are you there?", "Hello?"], ["Are you there?", "Please answer."])).toEqual([
    { kind: "same", text: "Are you there?" },
    { kind: "removed", text: "Hello?" },
    { kind: "added", text: "Please answer." },
  ]);
});

it("a text that was edited is one change", () => {
  expect(textListChanges(["Are you there?"], ["Are you still there?"])).toEqual([
    { kind: "changed", before: "Are you there?", after: "Are you still there?" },
  ]);
});

it("a text in another place was moved", () => {
  expect(textListChanges(["a", "b", "c"], ["b", "c", "a"])).toEqual([
    { kind: "same", text: "b" },
    { kind: "same", text: "c" },
    { kind: "moved", text: "a" },
  ]);
});

it("every text of either list comes exactly once", () => {
  const list = fc.array(fc.constantFrom("a b", "a c", "d", "e", ""), { maxLength: 7 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      const changes = textListChanges(before, after);
      const now = changes.flatMap((change) =>
        change.kind === "changed" ? [change.after] : change.kind === "removed" ? [] : [change.text],
      );
      const then = changes.flatMap((change) =>
        change.kind === "changed" ? [change.before] : change.kind === "added" ? [] : [change.text],
      );
      expect(now).toEqual(after);
      expect(then.toSorted()).toEqual(before.toSorted());
    }),
  );
});
