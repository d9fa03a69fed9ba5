import { withoutDisguise } from "@/lib/text/readable";
import { cn } from "../ui/class-names";
import type { FixedMatch, HitToReplace } from "./preview-shape";

/** So much of one match is shown: a pattern can match a whole prompt. */
const LONGEST = 200;

/** A part of a text as it may be shown: line breaks by their sign, and no longer than fits. */
export function shown(text: string): string {
  const whole = withoutDisguise(text.replaceAll("\n", "↵"));
  return whole.length <= LONGEST ? whole : `${whole.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** A match with what is around it: what goes is struck out, and what comes stands beside it. */
export function HitLine({ hit, on }: { hit: HitToReplace; on: boolean }) {
  return (
    <bdi className="font-mono text-xs leading-5 wrap-anywhere">
      {shown(hit.before)}
      {on ? (
        <>
          <del className="rounded-xs bg-diff-del-mark">
            <span className="sr-only">Removed: </span>
            {shown(hit.match)}
          </del>
          {hit.replacement === "" ? null : (
            <ins className="rounded-xs bg-diff-add-mark no-underline">
              <span className="sr-only">Added: </span>
              {shown(hit.replacement)}
            </ins>
          )}
        </>
      ) : (
        <Found text={hit.match} />
      )}
      {shown(hit.after)}
    </bdi>
  );
}

function Found({ text }: { text: string }) {
  return <mark className="rounded-xs border bg-muted text-foreground">{shown(text)}</mark>;
}

/** A match that stays as it is. */
export function FixedLine({ match, className }: { match: FixedMatch; className?: string }) {
  return (
    <bdi className={cn("font-mono text-xs leading-5 wrap-anywhere", className)}>
      {shown(match.before)}
      <Found text={match.match} />
      {shown(match.after)}
    </bdi>
  );
}

/** The names of fields, by their paths in the tables. */
export type Labels = Readonly<Record<string, string>>;

/** Returns where a text is, in words: its field, and the line where it has several. */
export function placeWords({ path, line }: { path: string; line: number }, labels: Labels): string {
  for (let at = path.replaceAll(/\/\d+(?=\/|$)/g, "/*"); at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const label = labels[at];
    if (label !== undefined) return line > 1 ? `${label}, line ${line}` : label;
  }
  return path;
}
