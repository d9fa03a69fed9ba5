import type { FieldError } from "@/lib/flows/requests/schema-errors";
import { readJsonDocument } from "./json-document";
import { placeFieldErrors } from "./json-document-places";
import type { JsonProblem } from "./json-document-problem";

/** Enough to go on with; a document of the wrong kind altogether may have thousands. */
const MOST_PROBLEMS = 100;

/** A checked JSON text. */
interface JsonCheck {
  /** What the text says; undefined when it can't be read. */
  document: unknown;
  /** Everything that is wrong, from the top of the text to its end. */
  problems: JsonProblem[];
}

/**
 * Reads a JSON text and checks what it holds.
 * @param check gives what is wrong with the document, by JSON pointer
 */
export function checkJsonText(text: string, check: (document: unknown) => FieldError[]): JsonCheck {
  const reading = readJsonDocument(text);
  if (reading.kind === "broken") return { document: undefined, problems: reading.problems };
  const errors = check(reading.document).slice(0, MOST_PROBLEMS);
  return { document: reading.document, problems: placeFieldErrors(text, reading.tree, errors) };
}
