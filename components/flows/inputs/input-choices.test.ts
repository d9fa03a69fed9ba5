import { describe, expect, it } from "vitest";
import { arrangeChoices, withChoice } from "./input-choices";

const CHOICES = [
  { id: "kb1", name: "Prices", description: "What treatments cost" },
  { id: "kb2", name: "Opening hours", description: null },
  { id: "kb3", name: "Aftercare" },
];

const ids = (shown: { id: string }[]) => shown.map(({ id }) => id);

describe("choices to pick several from", () => {
  it("chosen entries come first, the rest keeps its order", () => {
    expect(ids(arrangeChoices(CHOICES, ["kb3"], ["kb3"], ""))).toEqual(["kb3", "kb1", "kb2"]);
  });

  it("an entry stays in its place when it is ticked or unticked", () => {
    expect(ids(arrangeChoices(CHOICES, ["kb3", "kb2"], ["kb3"], ""))).toEqual(["kb3", "kb1", "kb2"]);
    expect(ids(arrangeChoices(CHOICES, [], ["kb3"], ""))).toEqual(["kb3", "kb1", "kb2"]);
  });

  it("a chosen id that the list does not know is shown as unknown", () => {
    const shown = arrangeChoices(CHOICES, ["gone"], [], "");
    expect(shown[0]).toEqual({ id: "gone", name: "", known: false });
    expect(shown.slice(1).every(({ known }) => known)).toBe(true);
  });

  it("an unknown id that was just unticked can be ticked again", () => {
    expect(ids(arrangeChoices(CHOICES, [], ["gone"], ""))).toContain("gone");
  });

  it("a query searches names, ids and descriptions, in any case and order", () => {
    expect(ids(arrangeChoices(CHOICES, [], [], "cost PRICES"))).toEqual(["kb1"]);
    expect(ids(arrangeChoices(CHOICES, ["gone"], [], "gon"))).toEqual(["gone"]);
    expect(arrangeChoices(CHOICES, [], [], "no such thing")).toEqual([]);
  });
});

describe("ticking a choice", () => {
  it("adds at the end and drops nothing else, known or not", () => {
    expect(withChoice(["gone", "kb1"], "kb2", true)).toEqual(["gone", "kb1", "kb2"]);
    expect(withChoice(["gone", "kb1"], "kb1", false)).toEqual(["gone"]);
  });

  it("ticking what is ticked changes nothing", () => {
    expect(withChoice(["kb1"], "kb1", true)).toEqual(["kb1"]);
  });
});
