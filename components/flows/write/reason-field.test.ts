import { expect, test } from "vitest";
import { givenReason } from "./reason-field";

test("a reason goes into a request without the blanks around it", () => {
  expect(givenReason("  New opening hours\n")).toEqual({ reason: "New opening hours" });
});

test.each(["", "  ", "\n"])("nothing but blanks is no reason at all", (typed) => {
  expect(givenReason(typed)).not.toHaveProperty("reason");
});
