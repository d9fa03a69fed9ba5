import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minimalEnvironment } from "@/tests/support/minimal-environment";
import { commonPasswords } from "./common-passwords";
import { passwordFault } from "./password-rule";
import { PASSWORD, PASSWORD_HINT } from "./rules";

const ANNA = { name: "Anna Smith", email: "anna.smith@acme-dental.example" };
const FIRST_OWNER = { name: "Owner", email: "owner@switchboard.local" };

let putBack: () => void;
beforeAll(() => {
  putBack = minimalEnvironment({ PORTAL_URL: "https://portal.harbour.example" });
});
afterAll(() => putBack());

const fault = (password: string, owner = ANNA) => passwordFault(password, owner);

/** Digits and punctuation, as people put them at an end. */
const ends = (most: number) => fc.string({ unit: fc.constantFrom(..."0123456789!?.-_#$ "), maxLength: most });
const filled = (text: string) => text.padEnd(PASSWORD.shortest, "2026!");
const disguised = (text: string) =>
  fc.constantFrom(text, text.toUpperCase(), text.normalize("NFD"), text.replaceAll("s", "\uff33"));

describe("a new password", () => {
  it.each([
    "correct horse battery",
    "x7 Kp-tooth Q",
    "anna likes seven harbours",
    "the owner's password",
    "gar\u00e7on-\u00e9t\u00e9-2026",
    "\u6b63\u78ba\u306a\u99ac\u306e\u96fb\u6c60\u3068\u30db\u30c1\u30ad\u30b9",
    "49 38 20 17 65 83",
    "4938123401765",
    "\u{1f40e}\u{1f50b}\u{1f4ce}\u{1f33b}\u{1f3d4}\u{1f9ca}\u{1f40e}\u{1f50b}\u{1f4ce}\u{1f33b}\u{1f3d4}\u{1f9ca}",
  ])("may be %j", (password) => {
    expect(fault(password)).toBeNull();
  });

  it.each([
    ["1234567890", "at least 12"],
    ["switchboard", "at least 12"],
    ["x7 Kp-tooth", "at least 12"],
    ["\u{1f40e}\u{1f50b}\u{1f4ce}\u{1f33b}\u{1f3d4}\u{1f9ca}", "at least 12"],
    ["x7 Kp-tooth".padEnd(201, "abfq"), "at most 200"],
    [" ".repeat(10), "Blanks"],
    ["\u00a0\u2003 ".repeat(4), "Blanks"],
    ["zzzzzzzzzzzz", "again and again"],
    ["zZzZzZzZzZzZ", "again and again"],
    ["ab12ab12ab12ab12", "different"],
    ["Password1234!", "most common"],
    ["\uff30assword1234!", "most common"],
    ["12!12!iloveyou", "most common"],
    ["passwordpassword", "most common"],
    ["01011980!!!!!", "most common"],
    ["switchboard2026", "name of this portal"],
    ["Switch-Board 26", "name of this portal"],
    ["portal.harbour.example", "address of this portal"],
    ["harbour-2026-09", "address of this portal"],
    ["anna.smith1234", "your name"],
    ["Smith, Anna 85", "your name"],
    ["anna.smith@acme-dental.example", "e-mail address"],
    ["acmedental2026", "e-mail address"],
    ["anna-switchboard-1", "of yours and of this portal"],
  ])("may not be %j", (password, why) => {
    expect(fault(password)).toContain(why);
  });

  it("may not be the address of the first owner, nor a part of it", () => {
    expect(fault("owner@switchboard.local", FIRST_OWNER)).toContain("e-mail address");
    expect(fault("Owner2026!!!!", FIRST_OWNER)).toContain("your name");
  });

  it("may not be a common one with digits or punctuation at its ends, however it is typed", () => {
    const common = fc.constantFrom(...commonPasswords().known).filter((word) => /[a-z]/.test(word));
    const typed = fc.tuple(ends(6), common.chain(disguised), ends(6));
    fc.assert(
      fc.property(typed, ([before, word, after]) => {
        expect(fault(filled(`${before}${word}${after}`))).not.toBeNull();
      }),
    );
  });

  it("may not be a word about its person with digits or punctuation around it", () => {
    const word = fc.constantFrom(
      "anna",
      "smith",
      "Anna Smith",
      "smith.anna",
      ANNA.email,
      "acme-dental",
      "dental",
    );
    fc.assert(
      fc.property(ends(6), word.chain(disguised), ends(6), (before, about, after) => {
        expect(fault(filled(`${before}${about}${after}`))).not.toBeNull();
      }),
    );
  });

  it("may not be rows of keys, in either direction, with little beside them", () => {
    const row = fc.constantFrom(
      ...[
        "1234567890123456",
        "abcdefghijklmnop",
        "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv",
        "qwertzuiopasdf",
      ],
      ...[
        "\u0430\u0431\u0432\u0433\u0434\u0435\u0436\u0437\u0438\u0439\u043a\u043b\u043c\u043d",
        "\u0439\u0446\u0443\u043a\u0435\u043d\u0433\u0448\u0449\u0437\u0445\u044a\u0444\u044b",
      ],
    );
    const typed = fc.tuple(row, fc.integer({ min: 12, max: 16 }), fc.boolean(), ends(3));
    fc.assert(
      fc.property(typed, ([keys, length, back, beside]) => {
        const piece = [...keys].slice(0, length);
        expect(fault(filled(`${(back ? piece.reverse() : piece).join("")}${beside}`))).not.toBeNull();
      }),
    );
  });

  it("is judged alike in every normal form and case", () => {
    const words = fc.constantFrom(
      "caf\u00e9",
      "Stra\u00dfe",
      "PASSWORD",
      "anna",
      "12",
      "\u00c5",
      "horse",
      " ",
      "!",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        expect(fault(text.normalize("NFD"))).toBe(fault(text.normalize("NFC")));
      }),
    );
  });

  it("is never repeated by its refusal", () => {
    for (const password of ["anna.smith1234", "Password1234!", "acmedental2026"])
      expect(fault(password)?.toLowerCase()).not.toContain(password.toLowerCase());
  });

  it("is judged quickly, whatever is sent", () => {
    const begin = performance.now();
    for (const password of ["a".padStart(100, "1").padEnd(200, "2"), "1".repeat(200), "ab".repeat(100)])
      fault(password);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});

describe("the rule is stated once", () => {
  it("the hint of the forms has its length", () => {
    expect(PASSWORD_HINT).toContain(`At least ${PASSWORD.shortest} characters`);
  });

  it.each(["README.md", "docs/operations.md"])("%s names its length, and no other", (file) => {
    const lengths = [...readFileSync(file, "utf8").matchAll(/password[^|\n]*?at least (\d+) characters/gi)];
    expect(lengths.map(([, length]) => Number(length))).toEqual([PASSWORD.shortest]);
  });

  it("the list has the commonest ten thousand, and words that anybody would expect", () => {
    const { known } = commonPasswords();
    expect(known.size).toBeGreaterThan(9_900);
    for (const word of ["123456", "password", "qwerty", "iloveyou"]) expect(known).toContain(word);
  });
});
