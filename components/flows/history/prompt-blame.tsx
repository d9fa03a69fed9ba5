"use client";

import { useMemo, useState } from "react";
import type { BlamedLine } from "@/lib/flows/diff/blame-lines";
import { listOf, number, object, recordOf, text } from "../../http/answer-shape";
import { Button } from "../../ui/button";
import { cn } from "../../ui/class-names";
import { TimeSince } from "../../ui/time-ago";
import { isRevisionHead, type RevisionHead, revisionAuthor } from "./revision-words";
import { LoadFailed, Loading, useAnswer } from "./use-answer";

interface Blame {
  lines: BlamedLine[];
  revisions: Record<string, RevisionHead>;
}

const isBlame = object<Blame>({
  lines: listOf(object<BlamedLine>({ text, n: number })),
  revisions: recordOf(isRevisionHead),
});

/** The most lines in one element. The browser skips drawing only whole elements that are out of view. */
const LONGEST_BLOCK = 100;

/** The blocks shown at first; a button shows more. Each block is a handful of elements. */
const BLOCKS_AT_ONCE = 400;

/** The author of each line of a flow's prompt, as far as the stored states show. Loads when it is shown. */
export function PromptBlame({ apiPath }: { apiPath: string }) {
  const { answer, again } = useAnswer(`${apiPath}/blame`, isBlame);
  if (answer.state === "loading") return <Loading>Looking through the stored states</Loading>;
  if (answer.state === "failed") return <LoadFailed problem={answer.problem} onAgain={again} />;
  if (answer.data.lines.length === 0) {
    return <p className="text-sm text-muted-foreground">This flow has no prompt.</p>;
  }
  return <BlamedPrompt blame={answer.data} />;
}

function BlamedPrompt({ blame }: { blame: Blame }) {
  const blocks = useMemo(() => blameBlocks(blame.lines, LONGEST_BLOCK), [blame]);
  const [shown, setShown] = useState(BLOCKS_AT_ONCE);
  // One clock for all: thousands of ticking times would keep the page busy for nothing.
  const [now] = useState(() => Date.now());
  const rest = blocks.length - shown;
  return (
    <>
      <section
        aria-label="Prompt with authors"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-[70dvh] overflow-y-auto rounded-md border"
      >
        <ol className="divide-y">
          {blocks.slice(0, shown).map((block) => (
            <Block key={block.firstLine} block={block} revision={blame.revisions[block.n]} now={now} />
          ))}
        </ol>
      </section>
      {rest > 0 ? (
        <Button variant="outline" size="sm" className="mt-3" onClick={() => setShown(shown + BLOCKS_AT_ONCE)}>
          Show more of the prompt
        </Button>
      ) : null}
    </>
  );
}

interface BlockProps {
  block: BlameBlock;
  revision: RevisionHead | undefined;
  now: number;
}

function Block({ block, revision, now }: BlockProps) {
  const outside = revision?.source === "drift";
  return (
    <li
      className={cn(
        "grid [contain-intrinsic-size:auto_2rem] [content-visibility:auto] sm:grid-cols-[13rem_minmax(0,1fr)] lg:grid-cols-[17rem_minmax(0,1fr)]",
        block.continued && "border-t-0!",
      )}
    >
      <div
        className={cn(
          "border-l-2 bg-muted/50 px-3 py-1 text-xs text-muted-foreground",
          outside ? "border-l-lamp" : "border-l-primary",
          block.continued && "max-sm:hidden",
        )}
      >
        {block.continued ? null : <Authorship n={block.n} revision={revision} now={now} />}
      </div>
      <pre className="min-w-0 px-3 py-1 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
        {block.lines.map((line) => (line === "" ? "\u00a0" : line)).join("\n")}
      </pre>
    </li>
  );
}

function Authorship({ n, revision, now }: { n: number; revision: RevisionHead | undefined; now: number }) {
  if (!revision) return <span className="font-mono">#{n}</span>;
  return (
    <p
      className="flex flex-wrap gap-x-2 leading-5"
      title={revision.reason ? `Why: ${revision.reason}` : undefined}
    >
      <span className="font-medium text-foreground wrap-anywhere">
        {revisionAuthor(revision)} <span className="font-mono font-normal">#{n}</span>
      </span>
      <TimeSince at={revision.at} now={now} />
      {revision.reason ? <span className="sr-only">Why: {revision.reason}</span> : null}
    </p>
  );
}

/** Neighbouring lines that one revision wrote. */
interface BlameBlock {
  n: number;
  /** The place of the first line in the text, from 1. */
  firstLine: number;
  lines: string[];
  /** Whether the lines before it are of the same revision, so that the author need not be named again. */
  continued: boolean;
}

/**
 * Joins neighbouring lines of one revision. A long stretch is cut, so that the browser can skip drawing the parts that
 * are out of view.
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
