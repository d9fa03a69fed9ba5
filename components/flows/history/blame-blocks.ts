import type { BlamedLine } from "@/lib/flows/diff/blame-lines";

/** Neighbouring lines that one revision wrote. */
export interface BlameBlock {
  n: number;
  /** The place of the first line in the text, from 1. */
  firstLine: number;
  lines: string[];
  /** Whether the lines before it are of the same revision: then its author needs no second mention. */
  continued: boolean;
}

/**
 * Puts neighbouring lines of one revision together. A long stretch is cut, so that a page can leave out drawing what is
 * out of view.
 * @param longest the most lines that a block may have
 */
export function blameBlocks(lines: readonly BlamedLine[], longest: number): BlameBlock[] {
  const blocks: BlameBlock[] = [];
  for (const [place, { text, n }] of lines.entries()) {
    const last = blocks.at(-1);
    const same = last?.n === n;
    if (last && same && last.lines.length < longest) last.lines.push(text);
    else blocks.push({ n, firstLine: place + 1, lines: [text], continued: same });
  }
  return blocks;
}
