import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type JsonProblem, jsonProblemAt } from "./json-document-problem";
import { syntaxErrorWords } from "./json-document-words";

/** A JSON text that was read, or what is wrong with it. */
type JsonReading =
  | { kind: "read"; document: unknown; tree: Node }
  | { kind: "broken"; problems: JsonProblem[] };

/** Strict JSON: what a server would refuse must not pass here. */
const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

function syntaxProblem(text: string, { error, offset, length }: ParseError): JsonProblem {
  const place = {
    found: text.slice(offset, offset + length),
    before: text.slice(0, offset).trimEnd().slice(-1),
  };
  return jsonProblemAt(text, syntaxErrorWords(printParseErrorCode(error), place), offset, offset + length);
}

/** Enough to see what is going on; a generated document may hold thousands. */
const MOST_REPETITIONS = 50;

/** Every name that an object holds twice: JSON allows it and readers silently keep the last one only. */
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

function broken(...problems: JsonProblem[]): JsonReading {
  return { kind: "broken", problems };
}

function read(text: string): JsonReading {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, STRICT);
  // After the first error a parser guesses, and tells of errors that nobody made.
  const [first] = errors;
  if (first) return broken(syntaxProblem(text, first));
  if (!tree) return broken(jsonProblemAt(text, "This is not JSON.", 0, text.length));
  const repeated = repeatedNames(tree).slice(0, MOST_REPETITIONS);
  if (repeated.length > 0) return broken(...repeated.map((name) => repetitionProblem(text, name)));
  return { kind: "read", document: JSON.parse(text), tree };
}

/**
 * Reads a JSON text strictly: no comments, no trailing commas, no name twice in one object. Of several syntax errors
 * it tells the first.
 * @param text without a byte order mark
 */
export function readJsonDocument(text: string): JsonReading {
  try {
    return read(text);
  } catch (error) {
    // Thousands of brackets within each other end the parser's stack; JSON.parse has the last word on the rest.
    const message =
      error instanceof RangeError ? "This is nested too deeply to be read." : "This is not valid JSON.";
    return broken(jsonProblemAt(text, message, 0, 0));
  }
}
