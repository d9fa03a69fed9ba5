import { expect, test } from "vitest";
import { historyKey } from "./graph-keys";

const press = (key: string, ...held: ("ctrlKey" | "metaKey" | "shiftKey" | "altKey")[]) =>
  historyKey({
    key,
    ctrlKey: held.includes("ctrlKey"),
    metaKey: held.includes("metaKey"),
    shiftKey: held.includes("shiftKey"),
    altKey: held.includes("altKey"),
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
