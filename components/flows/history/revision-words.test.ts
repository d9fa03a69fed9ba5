import { describe, expect, it } from "vitest";
import { revisionAuthor, revisionSentence } from "./revision-words";

const changes = ["/prompt", "/name", "/isActive"].map((path) => ({ path, before: "a", after: "b" }));
const maya = { name: "Maya", email: "maya@example.com" };
const at = "2026-05-20T12:00:00Z";
const revision = { n: 4, source: "change", by: maya, reason: null, restoredFrom: null, at, changes };

describe("a line of the history", () => {
  it("says who changed what", () => {
    expect(revisionSentence(revision)).toBe("Maya changed the prompt and 2 other fields");
  });

  it("names a creation as such", () => {
    expect(revisionSentence({ ...revision, n: 1 })).toBe("Maya created this flow");
  });

  it("blames nobody here for changes made elsewhere", () => {
    expect(revisionSentence({ ...revision, source: "drift", by: null })).toBe(
      "Somebody outside Switchboard changed the prompt and 2 other fields",
    );
    expect(revisionSentence({ ...revision, n: 1, source: "import", by: null })).toBe(
      "Switchboard saw this flow for the first time",
    );
  });

  it("names the state that a restore brought back", () => {
    expect(revisionSentence({ ...revision, restoredFrom: 2 })).toBe(
      "Maya restored #2: the prompt and 2 other fields",
    );
  });
});

it("a state that nobody here made is said to be from outside, or from before", () => {
  expect(revisionAuthor(revision)).toBe("Maya");
  expect(revisionAuthor({ source: "drift", by: null })).toBe("Outside Switchboard");
  expect(revisionAuthor({ source: "import", by: null })).toBe("From before Switchboard");
});
