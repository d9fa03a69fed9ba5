import { describe, expect, it } from "vitest";
import { revisionSentence } from "./revision-words";

const changes = ["/prompt", "/name", "/isActive"].map((path) => ({ path, before: "a", after: "b" }));
const maya = { name: "Maya", email: "maya@example.com" };
const revision = { n: 4, source: "change", by: maya, reason: null, at: "2026-05-20T12:00:00Z", changes };

describe("a line of the history", () => {
  it("says who changed what", () => {
    expect(revisionSentence(revision)).toBe("Maya changed the prompt and 2 other fields");
  });

  it("tells a creation from a change", () => {
    expect(revisionSentence({ ...revision, n: 1 })).toBe("Maya created this flow");
  });

  it("blames nobody here for what was changed elsewhere", () => {
    expect(revisionSentence({ ...revision, source: "drift", by: null })).toBe(
      "Somebody outside Switchboard changed the prompt and 2 other fields",
    );
    expect(revisionSentence({ ...revision, n: 1, source: "import", by: null })).toBe(
      "Switchboard saw this flow for the first time",
    );
  });
});
