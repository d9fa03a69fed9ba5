import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { isKeptExactly } from "@/lib/json/exact-numbers";

/** A mistake in a JSON text, with its place. */
export interface JsonProblem {
  /** A sentence, without the place. */
  message: string;
  /** The wrong stretch of text: offsets in UTF-16 units, `to` not included. */
  from: number;
  to: number;
  /** Counted from 1, as editors show it. */
  line: number;
  /** Counted from 1. */
  column: number;
}

/**
 * Returns a problem with its line and column.
 * @param text the whole text, its lines broken by "\n" or "\r\n"
 */
export function jsonProblemAt(text: string, message: string, from: number, to: number): JsonProblem {
  const lines = text.slice(0, from).split("\n");
  return { message, from, to, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

type SyntaxErrorName = ReturnType<typeof printParseErrorCode>;

/** The place where a parser stopped, in parts that a sentence can use. */
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

/** Describes the syntax error of a JSON text at the place where reading it stopped. */
function syntaxErrorWords(name: SyntaxErrorName, place: SyntaxErrorPlace): string {
  return WORDS[name](place);
}

/** A JSON text that was read, or what is wrong with it. */
type JsonReading =
  | { kind: "read"; document: unknown; tree: Node }
  | { kind: "broken"; problems: JsonProblem[] };

/** Strict JSON: a text that the server would refuse must not pass here. */
const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

function syntaxProblem(text: string, { error, offset, length }: ParseError): JsonProblem {
  const place = {
    found: text.slice(offset, offset + length),
    before: text.slice(0, offset).trimEnd().slice(-1),
  };
  return jsonProblemAt(text, syntaxErrorWords(printParseErrorCode(error), place), offset, offset + length);
}

/** Enough to see the mistake; a generated document may have thousands. */
const MOST_REPETITIONS = 50;

/** Every name that an object has twice: JSON allows that, and readers silently keep the last one only. */
function repeatedNames(node: Node): Node[] {
  const seen = new Set<unknown>();
  return (node.children ?? []).flatMap((child) => {
    const name = child.type === "property" ? child.children?.[0] : undefined;
    const repeated = name && seen.has(name.value) ? [name] : [];
    seen.add(name?.value);
    return [...repeated, ...repeatedNames(child)];
  });
}

function repetitionProblem(text: string, { value, offset, length }: Node): JsonProblem {
  const message = `“${String(value)}” stands in this object twice; only one could be kept.`;
  return jsonProblemAt(text, message, offset, offset + length);
}

/** Every number that would be another one after reading, such as 12345678901234567890. */
function inexactNumbers(text: string, node: Node): JsonProblem[] {
  const { type, offset, length, children = [] } = node;
  if (type !== "number") return children.flatMap((child) => inexactNumbers(text, child));
  const numeral = text.slice(offset, offset + length);
  if (isKeptExactly(numeral)) return [];
  const message = `${numeral.slice(0, 40)} can't be kept exactly as a number. Write it as text, between quotes.`;
  return [jsonProblemAt(text, message, offset, offset + length)];
}

function broken(...problems: JsonProblem[]): JsonReading {
  return { kind: "broken", problems };
}

function read(text: string): JsonReading {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, STRICT);
  // After the first error the parser guesses, and reports errors that nobody made.
  const [first] = errors;
  if (first) return broken(syntaxProblem(text, first));
  if (!tree) return broken(jsonProblemAt(text, "This is not JSON.", 0, text.length));
  const repeated = repeatedNames(tree).slice(0, MOST_REPETITIONS);
  if (repeated.length > 0) return broken(...repeated.map((name) => repetitionProblem(text, name)));
  const inexact = inexactNumbers(text, tree).slice(0, MOST_REPETITIONS);
  if (inexact.length > 0) return broken(...inexact);
  return { kind: "read", document: JSON.parse(text), tree };
}

/**
 * Reads a JSON text strictly: no comments, no trailing commas, no name twice in one object. Only the first of several
 * syntax errors is reported.
 * @param text without a byte order mark
 */
export function readJsonDocument(text: string): JsonReading {
  try {
    return read(text);
  } catch (error) {
    // Thousands of nested brackets exceed the parser's stack. JSON.parse decides about all other texts.
    const message =
      error instanceof RangeError ? "This is nested too deeply to be read." : "This is not valid JSON.";
    return broken(jsonProblemAt(text, message, 0, 0));
  }
}
