import { MatcherInput, RE2JS, RE2JSException } from "re2js";
import { type SearchTime, TimedText, UnfitReplacement } from "./search-time";
import { expand, parseTemplate, type Template } from "./template";

/** What is looked for, and what stands for it. */
export interface FindAndReplace {
  find: string;
  replace: string;
  /** Whether `find` is a regular expression in RE2's syntax; a text as it is otherwise. */
  regex: boolean;
  /** Whether no letter, mark, digit or underscore may be beside a match. */
  wholeWord: boolean;
  matchCase: boolean;
}

/** A place in a text. */
export interface Match {
  start: number;
  end: number;
  replacement: string;
}

export interface Pattern {
  /**
   * Returns the matches in a text, from left to right and apart from each other.
   * @throws UnfitReplacement for one without a text, and when the time is over
   */
  matches: (text: string, time: SearchTime) => Generator<Match>;
}

/** The largest pattern, in RE2's steps: what one character of a text may cost. */
const LARGEST = 1_000;
/** RE2 repeats at most so often in all, one within the other. Here that is for those side by side, too. */
const MOST_REPEATS = 1_000;
/** A wider range of characters is compared with the other case of each. */
const WIDEST_RANGE = 10_000;

const WORD = String.raw`\p{L}\p{M}\p{N}_`;
const IS_WORD = /[\p{L}\p{M}\p{N}_]/u;
/** What belongs to the character before it. */
const CONTINUES = /^(?:\p{M}|\u200d)/u;

const unfit = (message: string) => new UnfitReplacement([{ path: "/find", message }]);

const REPEATS = /(?<!\\x)\{(\d*)(?:,(\d*))?\}/g;
const RANGE = /(?:\\x\{([0-9a-f]+)\}|([^\]]))-(?:\\x\{([0-9a-f]+)\}|([^\]]))/giu;

function codeOf(hex: string | undefined, character: string | undefined): number {
  return hex === undefined ? (character?.codePointAt(0) ?? 0) : Number.parseInt(hex, 16);
}

/** Refuses what would be large before it is made: to make it takes time, too. */
function checkSize(find: string): void {
  let repeats = 0;
  for (const [, least = "", most = ""] of find.matchAll(REPEATS)) {
    repeats += Math.max(Number(least), Number(most));
  }
  if (repeats > MOST_REPEATS) throw unfit("It repeats too often: at most 1,000 times in all");
  for (const [, fromHex, from, toHex, to] of find.matchAll(RANGE)) {
    if (codeOf(toHex, to) - codeOf(fromHex, from) > WIDEST_RANGE) {
      throw unfit("A range of characters is too wide: use a class such as \\p{L}");
    }
  }
}

/** RE2's own words, for a person: without what they begin with, and without the options that it writes before a pattern. */
const inWords = (error: Error) =>
  error.message.replace(/^error parsing regexp: /, "").replace(/`\(\?m\)(?:\(\?i\))?/, "`");

function compile(source: string, matchCase: boolean): RE2JS {
  const flags = RE2JS.MULTILINE | RE2JS.LOOKBEHINDS | (matchCase ? 0 : RE2JS.CASE_INSENSITIVE);
  try {
    const compiled = RE2JS.compile(source, flags);
    if (compiled.programSize() <= LARGEST) return compiled;
  } catch (error) {
    if (error instanceof RE2JSException) throw unfit(`It can't be read: ${inWords(error)}`);
    throw error;
  }
  throw unfit("It is too large: repeat less");
}

interface Reading {
  re: RE2JS;
  /** The group that is the match; what is behind it was looked at only. */
  group: number;
  template: Template;
}

function* regexMatches({ re, group, template }: Reading, text: string, time: SearchTime): Generator<Match> {
  const matcher = re.matcher(MatcherInput.utf16(new TimedText(text, time, re.programSize())));
  while (matcher.find()) {
    time.check();
    const [start, end] = [matcher.start(group), matcher.end(group)];
    if (start === end) throw unfit("It matches where there is no text");
    const groupAt = (wanted: number) => {
      const at = matcher.start(group + wanted);
      return at < 0 ? "" : text.slice(at, matcher.end(group + wanted));
    };
    yield { start, end, replacement: expand(template, groupAt) };
  }
}

function regexPattern({ find, replace, wholeWord, matchCase }: FindAndReplace): Pattern {
  checkSize(find);
  const own = compile(find, matchCase);
  if (own.test("")) throw unfit("It matches where there is no text");
  const template = parseTemplate(replace, own.groupCount(), own.namedGroups());
  const re = wholeWord ? compile(`(?<![${WORD}])(${find})(?:\\z|[^${WORD}])`, matchCase) : own;
  const reading = { re, group: wholeWord ? 1 : 0, template };
  return { matches: (text, time) => regexMatches(reading, text, time) };
}

const characterAt = (text: string, at: number) => String.fromCodePoint(text.codePointAt(at) ?? 0);

function characterBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 2), at);
  return Array.from(before).at(-1) ?? "";
}

/** Whether a place in a text is a match: it must not end within a character, such as before an accent. */
function isMatch(text: string, start: number, end: number, wholeWord: boolean): boolean {
  const after = end < text.length ? characterAt(text, end) : "";
  if (CONTINUES.test(after)) return false;
  return !wholeWord || !(IS_WORD.test(after) || IS_WORD.test(characterBefore(text, start)));
}

function plainPattern({ find, replace, wholeWord, matchCase }: FindAndReplace): Pattern {
  // A letter with an accent is one character or two, and looks the same.
  const forms = [...new Set([find, find.normalize("NFC"), find.normalize("NFD")])];
  const re = compile(forms.map((form) => RE2JS.quote(form)).join("|"), matchCase);
  return {
    *matches(text, time) {
      const matcher = re.matcher(MatcherInput.utf16(new TimedText(text, time, re.programSize())));
      for (let from = 0; from <= text.length && matcher.find(from); ) {
        time.check();
        const [start, end] = [matcher.start(), matcher.end()];
        const isOne = isMatch(text, start, end, wholeWord);
        if (isOne) yield { start, end, replacement: replace };
        from = isOne ? end : start + characterAt(text, start).length;
      }
    },
  };
}

/**
 * Reads what is looked for. The time of a search is linear in the text, as RE2 has it: its syntax lacks what can't be.
 * @throws UnfitReplacement for a pattern that can't be read, is too large or matches no text, and for a replacement that names
 *   a group which the pattern lacks
 */
export function readPattern(wanted: FindAndReplace): Pattern {
  if (wanted.find === "") throw unfit("Say what to find");
  return wanted.regex ? regexPattern(wanted) : plainPattern(wanted);
}
