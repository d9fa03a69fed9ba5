import { expect, it } from "vitest";
import { withStorableTexts } from "./record-event";

it("mends half characters and U+0000 wherever they stand, and leaves the rest", () => {
  const at = new Date(0);
  const input = { reason: "cut \ud83d", changes: [{ path: "/a\0", before: "\0", after: 5 }], at, none: null };
  expect(withStorableTexts(input)).toEqual({
    reason: "cut \ufffd",
    changes: [{ path: "/a\ufffd", before: "\ufffd", after: 5 }],
    at,
    none: null,
  });
  expect(withStorableTexts("whole \u{1F600} ok")).toBe("whole \u{1F600} ok");
});
