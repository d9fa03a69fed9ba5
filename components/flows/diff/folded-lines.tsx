"use client";

import { useState } from "react";
import { Button } from "../../ui/button";
import { DiffLines } from "./diff-lines";
import type { DiffLine, DiffRow } from "./diff-rows";

interface FoldedLinesProps {
  whole: readonly DiffLine[];
  near: readonly DiffRow[];
  numbered: boolean;
}

/** The lines that changed with a little around them, and the whole text on request. */
export function FoldedLines({ whole, near, numbered }: FoldedLinesProps) {
  const [unfolded, setUnfolded] = useState(false);
  return (
    <>
      <DiffLines rows={unfolded ? whole : near} numbered={numbered} />
      <Button
        variant="ghost"
        size="sm"
        aria-expanded={unfolded}
        className="mt-1 print:hidden"
        onClick={() => setUnfolded(!unfolded)}
      >
        {unfolded ? "Show only what changed" : "Show the whole text"}
      </Button>
    </>
  );
}
