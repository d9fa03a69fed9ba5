import fc from "fast-check";
import { expect, it } from "vitest";
import type { DiffPart } from "./diff-part";
import { smoothWords } from "./smooth-words";

const part = fc.record<DiffPart>({
  kind: fc.constantFrom("same", "added", "removed"),
  text: fc.stringMatching(/^[ab \n]{1,8}$/),
});
const side = (parts: DiffPart[], without: string) =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("");

it("neither text loses or gains anything by joining changes", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const smooth = smoothWords(parts);
      expect(side(smooth, "added")).toBe(side(parts, "added"));
      expect(side(smooth, "removed")).toBe(side(parts, "removed"));
    }),
  );
});

it("a line's end keeps two changes apart", () => {
  const parts: DiffPart[] = [
    { kind: "removed", text: "one" },
    { kind: "same", text: "\n" },
    { kind: "added", text: "two" },
  ];
  expect(smoothWords(parts)).toEqual(parts);
});

it("joining two changes may take in a third that was kept apart before", () => {
  const smooth = smoothWords([
    { kind: "added", text: "1234567" },
    { kind: "same", text: " in the " },
    { kind: "removed", text: "aa" },
    { kind: "same", text: " " },
    { kind: "removed", text: "bbbb" },
    { kind: "added", text: "cc" },
  ]);
  expect(smooth).toEqual([
    { kind: "removed", text: " in the aa bbbb" },
    { kind: "added", text: "1234567 in the  cc" },
  ]);
});

it("text that was only taken out is never shown as put in", () => {
  const parts: DiffPart[] = [
    { kind: "removed", text: "very" },
    { kind: "same", text: " " },
    { kind: "removed", text: "long" },
  ];
  expect(smoothWords(parts)).toEqual(parts);
});
