import type { printParseErrorCode } from "jsonc-parser";

type SyntaxErrorName = ReturnType<typeof printParseErrorCode>;

/** Where a parser stopped, in parts that a sentence can use. */
interface SyntaxErrorPlace {
  /** The text that was not expected; "" at the end of the document. */
  found: string;
  /** The last character before it that is no white space; "" at the beginning. */
  before: string;
}

const quoted = (text: string) => `“${text.length > 24 ? `${text.slice(0, 24)}…` : text}”`;

const CLOSES = /^[}\]]/;

function aboutSymbol({ found, before }: SyntaxErrorPlace): string {
  if (found.startsWith("'")) return "Texts and names stand in double quotes, not in single ones.";
  if (before === "{" || before === ",") {
    return `${quoted(found)} is not expected here. Names and texts stand in double quotes; other values are numbers, true, false or null.`;
  }
  return `${quoted(found)} is no JSON value. Texts stand in double quotes; other values are numbers, true, false or null.`;
}

function aboutMissingValue({ found, before }: SyntaxErrorPlace): string {
  if (before === "," && CLOSES.test(found)) return `There is nothing between the comma and ${quoted(found)}.`;
  if (found === "" && before === "") return "There is nothing here yet: a JSON document begins with {.";
  if (found === "") return "The text ends where a value is expected.";
  return `A value is missing before ${quoted(found)}.`;
}

function aboutMissingName({ found, before }: SyntaxErrorPlace): string {
  if (before === "," && CLOSES.test(found)) return `There is nothing between the comma and ${quoted(found)}.`;
  return found === ""
    ? "The text ends where a name in double quotes is expected."
    : `A name in double quotes is expected, not ${quoted(found)}.`;
}

function aboutMissingComma({ found }: SyntaxErrorPlace): string {
  if (CLOSES.test(found)) return `${quoted(found)} does not close what was opened last.`;
  return found === "" ? "The text ends too early." : `A comma is missing before ${quoted(found)}.`;
}

const WORDS: Record<SyntaxErrorName, (place: SyntaxErrorPlace) => string> = {
  InvalidSymbol: aboutSymbol,
  InvalidNumberFormat: ({ found }) => `${quoted(found)} is no number as JSON writes it.`,
  PropertyNameExpected: aboutMissingName,
  ValueExpected: aboutMissingValue,
  ColonExpected: ({ found }) =>
    found === "" ? "The text ends where a colon is expected." : "A colon is missing after the name.",
  CommaExpected: aboutMissingComma,
  CloseBraceExpected: () => "The text ends, but a } is still missing.",
  CloseBracketExpected: () => "The text ends, but a ] is still missing.",
  EndOfFileExpected: ({ found }) => `The document is complete before ${quoted(found)}.`,
  InvalidCommentToken: () => "JSON has no comments.",
  UnexpectedEndOfComment: () => "JSON has no comments.",
  UnexpectedEndOfString: () => "The closing quote of this text is missing on its line.",
  UnexpectedEndOfNumber: ({ found }) => `The number ${quoted(found)} is not finished.`,
  InvalidUnicode: () => "After \\u come four hexadecimal digits.",
  InvalidEscapeCharacter: () =>
    'A backslash in a text goes before one of " \\ / b f n r t u only; write \\\\ for the backslash itself.',
  InvalidCharacter: () =>
    "A text can't hold this character as it is: write \\t for a tab, \\n for a line break.",
  "<unknown ParseErrorCode>": () => "This is not JSON.",
};

/** Says in words what is wrong with a JSON text at the place where reading it stopped. */
export function syntaxErrorWords(name: SyntaxErrorName, place: SyntaxErrorPlace): string {
  return WORDS[name](place);
}
