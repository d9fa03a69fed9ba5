"use client";

import { useMemo, useState } from "react";
import { Button } from "../../ui/button";
import { DiffLines } from "./diff-lines";
import { wholeWordParts } from "./diff-parts";
import { diffRows, nearRows } from "./diff-rows";

interface ProseDiffProps {
  before: string;
  after: string;
  /** Shows the lines' numbers. */
  numbered?: boolean;
}

/** A change of a longer text: the lines that changed with a little around them, and the whole text on request. */
export function ProseDiff({ before, after, numbered = false }: ProseDiffProps) {
  const [whole, setWhole] = useState(false);
  const { full, near, isShortened } = useMemo(() => {
    const { parts, rewritten } = wholeWordParts(before, after);
    const lines = diffRows(parts);
    const shortened = rewritten ? lines : nearRows(lines);
    return {
      full: lines,
      near: shortened,
      isShortened: JSON.stringify(shortened) !== JSON.stringify(lines),
    };
  }, [before, after]);
  return (
    <>
      <DiffLines rows={whole ? full : near} numbered={numbered} />
      {isShortened ? (
        <Button
          variant="ghost"
          size="sm"
          aria-expanded={whole}
          className="mt-1 print:hidden"
          onClick={() => setWhole(!whole)}
        >
          {whole ? "Show only what changed" : "Show the whole text"}
        </Button>
      ) : null}
    </>
  );
}
