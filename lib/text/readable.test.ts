import { describe, expect, it } from "vitest";
import { folded, foldedWords, isBlank, looksAlike, withoutDisguise } from "./readable";

describe("a text", () => {
  it.each([
    "",
    " \n\t",
    "\u00a0",
    "\u200b",
    "\u200d\ufe0f",
    "\u3164",
    "\u2800",
    "\u00ad\u0301",
    "\u202e",
    "\u0007",
    "\uffff",
  ])("%j is blank", (text) => {
    expect(isBlank(text)).toBe(true);
  });

  it.each(["a", " .", "👩‍💻", "名", "\u0928\u093f", "\ue000", "0", "\u{1faea}"])(
    "%j is not blank",
    (text) => {
      expect(isBlank(text)).toBe(false);
    },
  );
});

describe("for comparing", () => {
  it.each([
    ["Café", "cafe\u0301"],
    ["İstanbul", "istanbul"],
    ["Straße", "STRASSE"],
    ["ﬁle", "file"],
    ["Ａ１", "a1"],
    ["Łódź", "lodz"],
    ["co\u00adoperate", "cooperate"],
  ])("%s and %s are the same", (one, other) => {
    expect(folded(one)).toBe(folded(other));
  });

  it("folding a folded text changes nothing", () => {
    for (const text of ["İ", "ǅ", "ﬃ", "ẞ", "Å"]) expect(folded(folded(text))).toBe(folded(text));
  });

  it("a query is its different words", () => {
    expect(foldedWords("  Café  terminbuchung CAFE\u0301 ")).toEqual(["cafe", "terminbuchung"]);
  });
});

it("texts look alike that differ in spaces, invisible characters or the form of an accent alone", () => {
  for (const other of ["Café ", " Café", "Cafe\u0301", "Ca\u200bfé", "Café\n"])
    expect(looksAlike("Café", other)).toBe(true);
  expect(looksAlike("Café", "Café")).toBe(false);
  expect(looksAlike("Café", "Cafe")).toBe(false);
});

describe("a name's disguise", () => {
  it("is made visible", () => {
    expect(withoutDisguise("gpj\u202eexe.txt")).toBe("gpj⟨U+202E⟩exe.txt");
    expect(withoutDisguise("a\nb\u0085c\u2067d")).toBe("a␊b⟨U+0085⟩c⟨U+2067⟩d");
  });

  it("is not found in the marks that scripts and emoji need", () => {
    for (const name of ["שלום\u200f!", "👩‍💻", "می\u200cخواهم"]) expect(withoutDisguise(name)).toBe(name);
  });
});
