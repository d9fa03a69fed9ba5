import { describe, expect, it } from "vitest";
import { followRows, insertRow, moveRow, newRows, removeRow, replaceRow } from "./use-rows";

const abc = newRows(["a", "b", "c"]);

/** The key of each item, by the item. */
function keyOf(rows: { items: readonly unknown[]; keys: readonly string[] }): Record<string, string> {
  return Object.fromEntries(rows.items.map((item, index) => [String(item), rows.keys[index] ?? "none"]));
}

describe("rows of an edited list", () => {
  it("a row keeps its key when it moves and when others come and go", () => {
    const before = keyOf(abc);
    const changed = removeRow(moveRow(insertRow(abc, 2, "x"), 0, 3), 1);
    expect(changed.items).toEqual(["b", "c", "a"]);
    expect(keyOf(changed)).toEqual(before);
  });

  it("an edited item keeps its row's key", () => {
    const edited = replaceRow(abc, 1, "B");
    expect(edited.items).toEqual(["a", "B", "c"]);
    expect(edited.keys).toEqual(abc.keys);
  });

  it("a new row never gets the key of one that was removed", () => {
    const again = insertRow(removeRow(abc, 2), 2, "c");
    expect(again.keys).toHaveLength(3);
    expect(abc.keys).not.toContain(again.keys[2]);
  });

  it("a row does not move beyond the ends", () => {
    expect(moveRow(abc, 0, -1)).toBe(abc);
    expect(moveRow(abc, 2, 3)).toBe(abc);
  });

  it("an equal list handed back by a form changes nothing", () => {
    expect(followRows(abc, ["a", "b", "c"])).toBe(abc);
  });

  it("a list of the same length keeps its keys, one of another length gets new ones", () => {
    expect(followRows(abc, ["a", "b", "z"]).keys).toEqual(abc.keys);
    const shorter = followRows(abc, ["a", "b"]);
    expect(shorter.keys.some((key) => abc.keys.includes(key))).toBe(false);
  });
});
