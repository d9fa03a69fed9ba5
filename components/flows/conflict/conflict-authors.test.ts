import { expect, it } from "vitest";
import { namedAuthors } from "./conflict-authors";

it("everybody is named once, with their last change, newest first", () => {
  expect(
    namedAuthors([
      { name: "Jonas", at: "2026-03-01T10:00:00Z", source: "change" },
      { name: "Maya", at: "2026-03-01T12:00:00Z", source: "change" },
      { name: "Jonas", at: "2026-03-01T11:00:00Z", source: "change" },
    ]),
  ).toEqual([
    { who: "Maya", at: "2026-03-01T12:00:00Z" },
    { who: "Jonas", at: "2026-03-01T11:00:00Z" },
  ]);
});

it("an author who changed the flow elsewhere has no name", () => {
  const [author] = namedAuthors([{ name: "", at: "2026-03-01T10:00:00Z", source: "drift" }]);
  expect(author?.who).toBe("Somebody outside Switchboard");
});
