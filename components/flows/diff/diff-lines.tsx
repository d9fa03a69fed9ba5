import type { ReactNode } from "react";
import { cn } from "../../ui/class-names";
import { counted } from "../words/counted";
import type { DiffLine, DiffRow, Piece } from "./diff-rows";

interface DiffLinesProps {
  rows: readonly DiffRow[];
  /** Shows the lines' numbers, for texts that people speak of by line. */
  numbered?: boolean;
}

/** Longer texts scroll within their frame, so that the rest of the page stays in reach. */
export const LONG = 6000;

function lengthOf(row: DiffRow): number {
  return row.kind === "gap" ? 0 : row.pieces.reduce((sum, { text }) => sum + text.length, 0);
}

/** A comparison of two texts: each changed line as it was and as it is, with the changed words marked. */
export function DiffLines({ rows, numbered = false }: DiffLinesProps) {
  const isLong = rows.reduce((sum, row) => sum + lengthOf(row), 0) > LONG;
  return (
    <DiffFrame isLong={isLong}>
      {rows.map((row, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are fixed and have no other identity.
        <Row key={position} row={row} numbered={numbered} />
      ))}
    </DiffFrame>
  );
}

/** The frame around lines that were removed and added. */
export function DiffFrame({ isLong = false, children }: { isLong?: boolean; children: ReactNode }) {
  return (
    <ScrollFrame isLong={isLong} className="min-w-0 overflow-hidden font-mono text-xs leading-5">
      {children}
    </ScrollFrame>
  );
}

interface ScrollFrameProps {
  isLong: boolean;
  className: string;
  children: ReactNode;
}

/** A frame in which a long text scrolls. */
export function ScrollFrame({ isLong, className, children }: ScrollFrameProps) {
  return (
    <div
      // A part that scrolls must be reachable by keyboard.
      {...(isLong ? { tabIndex: 0, role: "group", "aria-label": "Comparison" } : {})}
      className={cn(
        "rounded-md border bg-card",
        className,
        isLong && "max-h-96 overflow-y-auto print:max-h-none print:overflow-visible",
      )}
    >
      {children}
    </div>
  );
}

function Row({ row, numbered }: { row: DiffRow; numbered: boolean }) {
  if (row.kind === "gap")
    return (
      <div className="bg-muted px-3 text-muted-foreground">… {counted(row.hidden, "line")} as before</div>
    );
  return (
    <Line kind={row.kind} {...(numbered ? { n: row.n } : {})}>
      <Pieces {...row} />
    </Line>
  );
}

/** The text of a line, with marks on the words that changed in it. */
export function Pieces({ kind, pieces }: Pick<DiffLine, "kind" | "pieces">) {
  if (pieces.length === 0) return "\u00a0";
  // A line that is new as a whole says so by its sign; marks are for words within lines.
  const isWhole = pieces.every(({ marked }) => marked);
  return pieces.map((piece, position) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces are fixed and have no other identity.
    <MarkedPiece key={position} kind={kind} piece={piece} isWhole={isWhole} />
  ));
}

function MarkedPiece({ kind, piece, isWhole }: { kind: DiffLine["kind"]; piece: Piece; isWhole: boolean }) {
  if (!piece.marked) return piece.text;
  const Element = kind === "removed" ? "del" : "ins";
  const mark = kind === "removed" ? "bg-diff-del-mark" : "bg-diff-add-mark";
  return <Element className={cn("rounded-xs no-underline", !isWhole && mark)}>{piece.text}</Element>;
}

/** The sign of each kind of line is drawn; those who can't see it hear the word. */
const SIGNS = {
  same: { row: "", sign: "", word: "" },
  removed: {
    row: "bg-diff-del",
    sign: "text-destructive before:content-['−'_/_'']",
    word: "Removed: ",
  },
  added: { row: "bg-diff-add", sign: "text-success before:content-['+'_/_'']", word: "Added: " },
  moved: { row: "bg-info-wash", sign: "text-info before:content-['↕'_/_'']", word: "Moved: " },
};

interface LineProps {
  kind: keyof typeof SIGNS;
  n?: number;
  children: ReactNode;
}

/** One line of a comparison with its sign. */
export function Line({ kind, n, children }: LineProps) {
  const { row, sign, word } = SIGNS[kind];
  return (
    <div
      className={cn(
        "grid grid-cols-[1.5rem_minmax(0,1fr)]",
        n !== undefined && "grid-cols-[2.25rem_1.25rem_minmax(0,1fr)]",
        row,
      )}
    >
      {n === undefined ? null : (
        <span aria-hidden className="pr-1.5 text-right text-[0.6875rem] text-muted-foreground select-none">
          {n}
        </span>
      )}
      <span className={cn("text-center select-none", sign)}>
        <span className="sr-only">{word}</span>
      </span>
      <span className="min-w-0 pr-3 whitespace-pre-wrap wrap-anywhere">{children}</span>
    </div>
  );
}

/** A single value that came or went, on a line of its own. */
export function ValueLine({ kind, children }: { kind: "added" | "removed"; children: ReactNode }) {
  const Element = kind === "removed" ? "del" : "ins";
  return (
    <Line kind={kind}>
      <Element className="no-underline">{children}</Element>
    </Line>
  );
}
