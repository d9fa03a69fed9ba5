import type { DiffPart } from "./diff-part";
import { shortenWords } from "./shorten-context";

/** A stretch of a line; the marked ones are what changed in it. */
export interface Piece {
  text: string;
  marked: boolean;
}

/** One line of a comparison; `n` is its number in the old text for a removed line, else in the new one. */
export interface DiffLine {
  kind: "same" | "added" | "removed";
  n: number;
  pieces: Piece[];
}

/** A line, or the number of unchanged lines that are left out. */
export type DiffRow = DiffLine | { kind: "gap"; hidden: number };

/** Unchanged lines that are shown on either side of a change. */
const CONTEXT_LINES = 2;

const textOf = (pieces: Piece[]) => pieces.map(({ text }) => text).join("");
const isClean = (pieces: Piece[]) => pieces.every(({ marked }) => !marked);

const isSameLine = (gone: DiffLine, come: DiffLine | undefined) =>
  come !== undefined && textOf(gone.pieces) === textOf(come.pieces);
const unmarked = ({ n, pieces }: DiffLine): DiffLine => ({
  kind: "same",
  n,
  pieces: [{ text: textOf(pieces), marked: false }],
});

/** Collects the lines of both texts. Lines that changed are kept back until both texts have come to an end of line. */
class RowWriter {
  readonly rows: DiffLine[] = [];
  #gone: DiffLine[] = [];
  #come: DiffLine[] = [];
  #old: Piece[] = [];
  #present: Piece[] = [];
  #oldNumber = 0;
  #newNumber = 0;

  write(kind: DiffPart["kind"], text: string): void {
    if (text === "") return;
    const piece = { text, marked: kind !== "same" };
    if (kind !== "added") this.#old.push(piece);
    if (kind !== "removed") this.#present.push(piece);
  }

  endLine(kind: DiffPart["kind"]): void {
    if (kind === "removed") this.endOld();
    else if (kind === "added") this.#endPresent();
    else this.#endBoth();
  }

  endOld(): void {
    this.#oldNumber++;
    this.#gone.push({ kind: "removed", n: this.#oldNumber, pieces: this.#old });
    this.#old = [];
  }

  /** Ends the last lines; after a line break there is none. */
  end(): void {
    if (this.#old.length > 0 && this.#present.length > 0) this.#endBoth();
    if (this.#old.length > 0) this.endOld();
    if (this.#present.length > 0) this.#endPresent();
    this.#flush();
  }

  #endPresent(): void {
    this.#newNumber++;
    this.#come.push({ kind: "added", n: this.#newNumber, pieces: this.#present });
    this.#present = [];
  }

  #endBoth(): void {
    const [old, present] = [this.#old, this.#present];
    if (!isClean(old) || !isClean(present) || textOf(old) !== textOf(present)) {
      this.endOld();
      this.#endPresent();
      this.#flush();
      return;
    }
    this.#flush();
    this.#oldNumber++;
    this.#newNumber++;
    this.rows.push({ kind: "same", n: this.#newNumber, pieces: present });
    this.#old = [];
    this.#present = [];
  }

  /** A line before a line break that came or went is in both, though the break belongs to the change. */
  #flush(): void {
    const different = this.#gone.findIndex((line, at) => !isSameLine(line, this.#come[at]));
    const first = different === -1 ? this.#gone.length : different;
    this.rows.push(...this.#come.slice(0, first).map(unmarked));
    this.rows.push(...this.#gone.slice(first), ...this.#come.slice(first));
    this.#gone = [];
    this.#come = [];
  }
}

/** Returns a comparison line by line: each line that changed as it was, and below it as it is. */
export function diffRows(parts: readonly DiffPart[]): DiffLine[] {
  const writer = new RowWriter();
  for (const { kind, text, isGap } of parts) {
    if (isGap) {
      writer.endOld();
      continue;
    }
    text.split("\n").forEach((piece, at) => {
      if (at > 0) writer.endLine(kind);
      writer.write(kind, piece);
    });
  }
  writer.end();
  return writer.rows;
}

function nearPieces({ kind, pieces }: DiffLine): Piece[] {
  const last = pieces.length - 1;
  return pieces.map((piece, at) =>
    piece.marked
      ? piece
      : { ...piece, text: shortenWords(piece.text, at === 0 && kind !== "same", at === last) },
  );
}

/** Returns the lines that changed with a little around them. Long stretches within a line are shortened, too. */
export function nearRows(lines: readonly DiffLine[]): DiffRow[] {
  const changed = lines.flatMap(({ kind }, at) => (kind === "same" ? [] : [at]));
  const isNear = lines.map((_, at) => changed.some((place) => Math.abs(place - at) <= CONTEXT_LINES));
  const rows: DiffRow[] = [];
  lines.forEach((line, at) => {
    // A single line takes no more room than the words that it was left out.
    const isAlone = !isNear[at] && (isNear[at - 1] ?? true) && (isNear[at + 1] ?? true);
    const before = rows.at(-1);
    if (isNear[at] || isAlone) rows.push({ ...line, pieces: nearPieces(line) });
    else if (before?.kind === "gap") rows[rows.length - 1] = { kind: "gap", hidden: before.hidden + 1 };
    else rows.push({ kind: "gap", hidden: 1 });
  });
  return rows;
}
