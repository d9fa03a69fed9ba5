import { expect, it } from "vitest";
import { MASK } from "@/lib/flows/diff/secret-values";
import { secretChange } from "./secret-value";

const hidden = (digest: string) => ({ redacted: true, digest });

it("two secrets differ by their digests alone", () => {
  expect(secretChange(hidden("a"), hidden("b"))).toBe("changed");
  expect(secretChange(hidden("a"), hidden("a"))).toBe("same");
  expect(secretChange({ value: MASK, digest: "a" }, { value: MASK, digest: "b" })).toBe("changed");
});

it("a secret that came or went is set or removed", () => {
  expect(secretChange(null, hidden("a"))).toBe("set");
  expect(secretChange(hidden("a"), "")).toBe("removed");
});

it("nothing is claimed about masks without digests", () => {
  expect(secretChange(MASK, MASK)).toBe("hidden");
  expect(secretChange(MASK, hidden("a"))).toBe("hidden");
});

it("a value that is no secret is left alone", () => {
  expect(secretChange("a", { redacted: false })).toBeNull();
});
