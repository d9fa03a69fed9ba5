import { memo } from "react";
import { DiffLines } from "./diff-lines";
import { wholeWordParts } from "./diff-parts";
import { diffRows, nearRows } from "./diff-rows";
import { FoldedLines } from "./folded-lines";

interface ProseDiffProps {
  before: string;
  after: string;
  /** Shows the lines' numbers. */
  numbered?: boolean;
}

/**
 * A change of a longer text, line by line. It is compared where it is rendered first, so that a page from the server
 * does without the code for that; comparing long texts is slow, hence memo.
 */
export const ProseDiff = memo(function ProseDiff({ before, after, numbered = false }: ProseDiffProps) {
  const { parts, rewritten } = wholeWordParts(before, after);
  const whole = diffRows(parts);
  const near = rewritten ? whole : nearRows(whole);
  if (JSON.stringify(near) === JSON.stringify(whole)) return <DiffLines rows={whole} numbered={numbered} />;
  return <FoldedLines whole={whole} near={near} numbered={numbered} />;
});
