import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentionedIn, mentionOf, partsOf, readableParts } from "./comment-parts";

const PEOPLE = [
  { id: "1", name: "Ann", email: "ann@example.com" },
  { id: "2", name: "Ann Lee", email: "lee@example.com" },
  { id: "3", name: "Bo", email: "bo1@example.com" },
  { id: "4", name: "bo", email: "bo2@example.com" },
];

describe("a comment", () => {
  it("mentions the person of the longest name, in any case", () => {
    expect(partsOf("See @ann lee, and @Ann!", PEOPLE)).toEqual([
      { text: "See " },
      { mention: "2" },
      { text: ", and " },
      { mention: "1" },
      { text: "!" },
    ]);
  });

  it("mentions nobody by a part of a word, an address, or a name that two people have", () => {
    for (const text of ["me@ann.example", "@Anna", "@Bo", "@nobody", "@"])
      expect(mentionedIn(partsOf(text, PEOPLE))).toEqual([]);
    expect(mentionedIn(partsOf("@bo2@example.com", PEOPLE))).toEqual(["4"]);
  });

  it("mentions whom one means by what is offered for them", () => {
    for (const person of PEOPLE)
      expect(mentionedIn(partsOf(`Hi ${mentionOf(person, PEOPLE)}.`, PEOPLE))).toEqual([person.id]);
  });

  it("loses no character of what was typed", () => {
    const piece = fc.constantFrom("@Ann", "@ann Lee", " ", "@", "x", "İ", "\n", "bo", "@bo1@example.com");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const typed = pieces.join("");
        const back = partsOf(typed, PEOPLE)
          .map((part) => {
            if ("text" in part) return part.text;
            const person = PEOPLE.find(({ id }) => id === part.mention);
            return person ? mentionOf(person, PEOPLE) : "";
          })
          .join("");
        expect(back.toLowerCase()).toBe(typed.toLowerCase());
      }),
    );
  });

  it("shows the name that a person has now, and no disguise", () => {
    const parts = partsOf("@Ann \u202egnp.exe\nnext", PEOPLE);
    expect(readableParts(parts, new Map([["1", "Person 12ab"]]))).toEqual([
      { mention: { id: "1", name: "Person 12ab" } },
      { text: " ⟨U+202E⟩gnp.exe\nnext" },
    ]);
  });
});
