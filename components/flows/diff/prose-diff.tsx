"use client";

import { useMemo, useState } from "react";
import { Button } from "../../ui/button";
import { wholeWordParts } from "./diff-parts";
import { MarkedText } from "./marked-text";
import { shortenContext } from "./shorten-context";

interface ProseDiffProps {
  before: string;
  after: string;
  mono?: boolean;
}

/** A change of a longer text: the passages that changed with a little around them, and the whole text on request. */
export function ProseDiff({ before, after, mono = false }: ProseDiffProps) {
  const [whole, setWhole] = useState(false);
  const { full, near, isShortened } = useMemo(() => {
    const { parts, rewritten } = wholeWordParts(before, after);
    const shortened = rewritten ? parts : shortenContext(parts, "words");
    return {
      full: parts,
      near: shortened,
      isShortened: shortened.some((part, at) => part.text !== parts[at]?.text),
    };
  }, [before, after]);
  return (
    <>
      <MarkedText parts={whole ? full : near} mono={mono} />
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
