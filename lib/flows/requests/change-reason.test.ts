import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeReason, encodeReason } from "./change-reason";

it("any reason arrives as it was typed, but for the spaces at its ends", () => {
  fc.assert(
    fc.property(fc.constantFrom("", "UTF-8''"), fc.string({ unit: "grapheme" }), (start, text) => {
      fc.pre(text.isWellFormed());
      const reason = `${start}${text}`;
      const sent = encodeReason(reason);
      expect(sent).toMatch(/^[\x20-\x7e]*$/);
      expect(decodeReason(sent)).toBe(reason.trim());
    }),
  );
});

it.each([
  ["UTF-8 bytes, as the standard library of others sends them", "MÃ¼ller", "Müller"],
  ["Latin-1, as browsers send it", "M\u00fcller", "Müller"],
  ["percent-encoding", "UTF-8''M%C3%BCller%20", "Müller"],
])("a reason may come as %s", (_, value, reason) => {
  expect(decodeReason(value)).toBe(reason);
});

it("percent-encoding that is none is refused", () => {
  expect(decodeReason("UTF-8''%E0%A4%A")).toBeNull();
});
