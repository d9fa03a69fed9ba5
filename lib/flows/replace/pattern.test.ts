import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FindAndReplace, readPattern } from "./pattern";
import { SearchTime, TOO_SLOW, UnfitReplacement } from "./search-time";

const PLAIN = { replace: "", regex: false, wholeWord: false, matchCase: true } as const;
const REGEX = { ...PLAIN, regex: true } as const;

function matchesOf(text: string, wanted: FindAndReplace): string[] {
  return [...readPattern(wanted).matches(text, new SearchTime(5_000))].map(({ start, end }) =>
    text.slice(start, end),
  );
}

function replacedBy(text: string, wanted: FindAndReplace): string {
  let result = "";
  let at = 0;
  for (const { start, end, replacement } of readPattern(wanted).matches(text, new SearchTime(5_000))) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

function faultsOf(wanted: FindAndReplace): string[] {
  try {
    readPattern(wanted);
    return [];
  } catch (error) {
    if (!(error instanceof UnfitReplacement)) throw error;
    return error.errors.map(({ path, message }) => `${path} ${message}`);
  }
}

describe("a plain text", () => {
  it("is found as it is, whatever it would mean in a pattern, and so is what stands for it", () => {
    expect(replacedBy("costs $1 (a.b) or axb", { ...PLAIN, find: "(a.b)", replace: "$1$&" })).toBe(
      "costs $1 $1$& or axb",
    );
  });

  it("is found in any case unless the case counts", () => {
    const text = "Öffnung, öffnung, ÖFFNUNG";
    expect(matchesOf(text, { ...PLAIN, find: "öffnung", matchCase: false })).toHaveLength(3);
    expect(matchesOf(text, { ...PLAIN, find: "öffnung" })).toEqual(["öffnung"]);
  });

  it("is found whichever way an accent was typed, and never parts a letter from its accent", () => {
    const [composed, apart] = ["caf\u00e9", "cafe\u0301"];
    expect(matchesOf(`${composed} ${apart}`, { ...PLAIN, find: composed })).toEqual([composed, apart]);
    expect(matchesOf(apart, { ...PLAIN, find: "cafe" })).toEqual([]);
  });

  it.each([
    ["six", "six sixteen sixty-six _six six_ 6six", ["six", "six"]],
    ["Straße", "Straße Straßenbahn Hauptstraße", ["Straße"]],
    ["six", "sixé ésix șsix", []],
    ["555-0134", "1555-0134 555-0134. 555-01345", ["555-0134"]],
    ["ab ab", "xab ab ab", ["ab ab"]],
  ])("%s as a whole word has no letter, mark or digit of any script beside it", (find, text, found) => {
    expect(matchesOf(text, { ...PLAIN, find, wholeWord: true })).toEqual(found);
  });

  it("is found where a search by hand finds it", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", " ", ".", "é", "漢", "😀"), maxLength: 40 });
    const needle = fc.string({
      unit: fc.constantFrom("a", "b", ".", "é", "漢", "😀"),
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(letters, needle, (text, find) => {
        expect(replacedBy(text, { ...PLAIN, find, replace: "<$&>" })).toBe(text.split(find).join("<$&>"));
      }),
    );
  });
});

/** Patterns that RE2 and JavaScript read alike, and that match no empty text. */
const patterns = fc.letrec<{ some: string; none: string }>((tie) => ({
  some: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom("a", "b", "[ab]", "[^a]", "\\d", "x", "é", "😀", "."),
    fc.tuple(tie("some"), tie("none")).map(([one, other]) => `${one}${other}`),
    fc.tuple(tie("some"), tie("some")).map(([one, other]) => `(?:${one}|${other})`),
    tie("some").map((one) => `(?:${one})+`),
    tie("some").map((one) => `(?:${one}){1,3}?`),
  ),
  none: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie("some"),
    tie("some").map((one) => `(?:${one})?`),
    tie("some").map((one) => `(?:${one})*?`),
  ),
})).some;
const texts = fc.string({
  unit: fc.constantFrom("a", "b", "x", "1", " ", "\n", "é", "😀", "_"),
  maxLength: 30,
});

describe("a regular expression", () => {
  it("matches what JavaScript's engine matches", () => {
    fc.assert(
      fc.property(patterns, texts, (find, text) => {
        const expected = Array.from(text.matchAll(new RegExp(find, "gmu")), ([match]) => match);
        expect(matchesOf(text, { ...REGEX, find })).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("matches whole words as JavaScript's engine does with the same rule written out", () => {
    const word = "[\\p{L}\\p{M}\\p{N}_]";
    fc.assert(
      fc.property(patterns, texts, (find, text) => {
        // The character behind a word is looked at once: it begins no other match.
        const whole = new RegExp(`(?<!${word})(${find})(?:$(?![^])|[^\\p{L}\\p{M}\\p{N}_])`, "gmu");
        const expected = Array.from(text.matchAll(whole), ([, match]) => match);
        expect(matchesOf(text, { ...REGEX, find, wholeWord: true })).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("tries its other words where the first is no whole one", () => {
    expect(matchesOf("sixteen", { ...REGEX, find: "six|sixteen", wholeWord: true })).toEqual(["sixteen"]);
  });

  it("stands its groups in the replacement, by number and by name", () => {
    const find = "(\\d{3})-(?<last>\\d{4})";
    expect(replacedBy("call 555-0134", { ...REGEX, find, replace: "($1) $<last> [$&] $$5 $x" })).toBe(
      "call (555) 0134 [555-0134] $5 $x",
    );
    expect(replacedBy("ab", { ...REGEX, find: "a(x)?", replace: "[$1]", wholeWord: false })).toBe("[]b");
    expect(replacedBy("x 555-0134", { ...REGEX, find, replace: "$2", wholeWord: true })).toBe("x 0134");
  });

  it.each([
    ["(a", "/find It can't be read: missing closing ): `(a`"],
    ["a(?=b)", "/find It can't be read: invalid or unsupported Perl syntax"],
    ["(a)\\1", "/find It can't be read: invalid escape sequence"],
    ["a*", "/find It matches where there is no text"],
    ["((a{100}){10}){2}", "/find It can't be read: invalid repeat count"],
    ["(((a{1000}){1000}))", "/find It repeats too often"],
    ["a{999}b{999}", "/find It repeats too often"],
    ["(?:\\pL{30}){30}(?:\\pN{30}){30}", "/find It is too large"],
    ["[\\x{100}-\\x{20000}]", "/find A range of characters is too wide"],
    ["[!-𠀀]", "/find A range of characters is too wide"],
  ])("%s is refused with its reason", (find, reason) => {
    expect(faultsOf({ ...REGEX, find })).toEqual([expect.stringContaining(reason)]);
  });

  it.each(["$1", "$<name>", "$2"])("%s is refused where the pattern has no such group", (replace) => {
    const find = replace === "$2" ? "(a)" : "a";
    expect(faultsOf({ ...REGEX, find, replace })).toEqual([
      expect.stringContaining(`/replace ${replace} names no group`),
    ]);
  });

  it("that matches between letters is refused when it does", () => {
    const pattern = readPattern({ ...REGEX, find: "\\b" });
    expect(() => [...pattern.matches("a", new SearchTime())]).toThrow("where there is no text");
  });
});

const cpu = () => process.cpuUsage().user / 1_000;

describe("a hostile pattern", () => {
  const long = {
    a: `${"a".repeat(100_000)}c`,
    ab: `${"abaab".repeat(20_000)}c`,
    mixed: `${"abé漢 ".repeat(20_000)}c`,
  };
  const hostile = [
    "(a*)*b",
    "(a|aa)+$",
    "(?:a|b)*a(?:a|b){200}cx*$",
    "([ab]{1,20}){1,40}c",
    "a.{900}cz?",
    "(a.{0,400}c)|zb",
    "(?:.{0,90}a){3}q|c",
    "(.?){150}(q)|c",
    "a(.*z)?",
    "(.*)(.*)(.*)(.*)(.*)[^ab]x?",
    "((?:a|b|aa|bb|ab|ba|[ab]{3}|.{4}|(a.*b.*a)){1,25})(x)|c",
    "(?i)[^\\pL\\x{100}-\\x{2000}]".repeat(10),
  ];

  it.each(hostile)("%s ends within 100 ms, with its matches or with a reason", (find) => {
    for (const text of Object.values(long)) {
      for (const wholeWord of [false, true]) {
        const start = cpu();
        const reason = faultOf(find, text, wholeWord);
        // The time is looked at from time to time, and whatever else the process does counts too.
        expect(cpu() - start).toBeLessThan(250);
        expect([null, TOO_SLOW, "It is too large: repeat less"]).toContain(reason);
      }
    }
  });

  function faultOf(find: string, text: string, wholeWord: boolean): string | null {
    try {
      for (const _ of readPattern({ ...REGEX, find, wholeWord }).matches(text, new SearchTime()));
      return null;
    } catch (error) {
      return error instanceof UnfitReplacement ? (error.errors[0]?.message ?? null) : String(error);
    }
  }
});
