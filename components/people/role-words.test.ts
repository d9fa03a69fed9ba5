import { expect, it } from "vitest";
import { isStronger, namesInWords, roleOf, rolesInWords } from "./role-words";

it("roles are counted, the strongest first", () => {
  expect(rolesInWords(["viewer", "editor", "admin", "editor"])).toBe("Admin in 1, editor in 2, viewer in 1");
  expect(rolesInWords([])).toBe("");
});

it("no role may do less than any", () => {
  expect([isStronger("viewer", null), isStronger(null, "viewer"), isStronger("admin", "editor")]).toEqual([
    true,
    false,
    true,
  ]);
});

it("many names end with their number", () => {
  expect(namesInWords(["A"])).toBe("A");
  expect(namesInWords(["A", "B"])).toBe("A and B");
  expect(namesInWords(["A", "B", "C", "D", "E"])).toBe("A, B and 3 more");
});

it("an unknown value is no role", () => {
  expect([roleOf("editor"), roleOf(""), roleOf("owner")]).toEqual(["editor", null, null]);
});
