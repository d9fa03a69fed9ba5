import { findNodeAtLocation, type Node } from "jsonc-parser";
import type { FieldError } from "@/lib/json/json-pointer";
import { pointerSteps } from "@/lib/json/json-pointer";
import { type JsonProblem, jsonProblemAt, readJsonDocument } from "./json-document";

/** Returns a problem as one sentence that names its place, for a list or a screen reader. */
export function placedSentence({ message, line, column }: JsonProblem): string {
  return `Line ${line}, column ${column}: ${message}`;
}

function stepInto(node: Node, step: string): Node | undefined {
  if (node.type !== "array") return findNodeAtLocation(node, [step]);
  return /^\d+$/.test(step) ? findNodeAtLocation(node, [Number(step)]) : undefined;
}

/** The node that a pointer names, or the innermost one around the place where it would be. */
function nearestNode(tree: Node, pointer: string): Node {
  let node = tree;
  for (const step of pointerSteps(pointer)) {
    const next = stepInto(node, step);
    if (!next) return node;
    node = next;
  }
  return node;
}

/**
 * Returns the stretch to underline for a node: a field from its name on, and only the beginning of an object or a list.
 * A whole object underlined because it lacks one field would say nothing.
 */
function shownRange(node: Node): { from: number; to: number } {
  const name = node.parent?.type === "property" ? node.parent.children?.[0] : undefined;
  const from = name?.offset ?? node.offset;
  if (node.type !== "object" && node.type !== "array") return { from, to: node.offset + node.length };
  return { from, to: name ? name.offset + name.length : node.offset + 1 };
}

/**
 * Returns the place in the text of each error that a schema found in the document.
 * @param tree as `readJsonDocument` returned it for this text
 * @param errors a missing field is shown at the object that lacks it, an unknown one at its name
 * @returns sorted by place
 */
export function placeFieldErrors(text: string, tree: Node, errors: FieldError[]): JsonProblem[] {
  return errors
    .map(({ path, message }) => {
      const { from, to } = shownRange(nearestNode(tree, path));
      return jsonProblemAt(text, message, from, to);
    })
    .sort((one, other) => one.from - other.from);
}

/** The most problems that are listed: a document of the wrong kind may have thousands. */
const MOST_PROBLEMS = 100;

/** A checked JSON text. */
interface JsonCheck {
  /** The parsed text; undefined when it can't be read. */
  document: unknown;
  /** Everything that is wrong, from the top of the text to its end. */
  problems: JsonProblem[];
}

/**
 * Reads a JSON text and checks its document.
 * @param check returns what is wrong with the document, by JSON pointer
 */
export function checkJsonText(text: string, check: (document: unknown) => FieldError[]): JsonCheck {
  const reading = readJsonDocument(text);
  if (reading.kind === "broken") return { document: undefined, problems: reading.problems };
  const errors = check(reading.document).slice(0, MOST_PROBLEMS);
  return { document: reading.document, problems: placeFieldErrors(text, reading.tree, errors) };
}
