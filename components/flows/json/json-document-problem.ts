/** Something wrong in a JSON text, and where. */
export interface JsonProblem {
  /** A sentence, without the place. */
  message: string;
  /** The stretch of text that it is about: offsets in UTF-16 units, `to` not included. */
  from: number;
  to: number;
  /** Counted from 1, as editors show it. */
  line: number;
  /** Counted from 1. */
  column: number;
}

/**
 * Gives a problem with its line and column worked out.
 * @param text the whole text, its lines broken by "\n" or "\r\n"
 */
export function jsonProblemAt(text: string, message: string, from: number, to: number): JsonProblem {
  const lines = text.slice(0, from).split("\n");
  return { message, from, to, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Gives a problem as one sentence that names its place, for a list or a screen reader. */
export function placedSentence({ message, line, column }: JsonProblem): string {
  return `Line ${line}, column ${column}: ${message}`;
}
