import { expect, test } from "vitest";
import { historyKey } from "./graph-keys";

const press = (key: string, ...modifiers: ("ctrlKey" | "metaKey" | "shiftKey" | "altKey")[]) =>
  historyKey({
    key,
    ctrlKey: modifiers.includes("ctrlKey"),
    metaKey: modifiers.includes("metaKey"),
    shiftKey: modifiers.includes("shiftKey"),
    altKey: modifiers.includes("altKey"),
  });

test("Ctrl or Cmd with Z undoes, with Shift it redoes", () => {
  expect(press("z", "ctrlKey")).toBe("undo");
  expect(press("z", "metaKey")).toBe("undo");
  expect(press("Z", "metaKey", "shiftKey")).toBe("redo");
  expect(press("y", "ctrlKey")).toBe("redo");
});

test("a letter alone, or with Alt, means nothing to the history", () => {
  expect(press("z")).toBeNull();
  expect(press("z", "ctrlKey", "altKey")).toBeNull();
  expect(press("y", "metaKey")).toBeNull();
});
