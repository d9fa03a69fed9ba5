import { diffArrays } from "diff";
import { ArrowUpDown, Minus, Plus } from "lucide-react";
import { isEditOf } from "./diff-parts";
import { TextDiff } from "./text-diff";

interface TextListDiffProps {
  before: string[];
  after: string[];
}

/** A change of a list of texts, text by text. */
export function TextListDiff({ before, after }: TextListDiffProps) {
  return (
    <ul className="flex flex-col gap-1 rounded-md border bg-muted/50 px-3 py-2 text-sm">
      {textListChanges(before, after).map((change, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the changes are fixed and have no other identity.
        <li key={position} className="min-w-0 wrap-anywhere">
          <ListItem change={change} />
        </li>
      ))}
    </ul>
  );
}

const CHANGE_STYLES = {
  added: { element: "ins", icon: Plus, word: "Added", classes: "bg-success-wash text-success no-underline" },
  removed: { element: "del", icon: Minus, word: "Removed", classes: "bg-destructive-wash text-destructive" },
  moved: { element: "span", icon: ArrowUpDown, word: "Moved", classes: "bg-info-wash text-info" },
} as const;

function ListItem({ change }: { change: TextListChange }) {
  if (change.kind === "changed") return <TextDiff path="" before={change.before} after={change.after} />;
  if (change.kind === "same") return <span className="text-muted-foreground">{change.text}</span>;
  const { element: Element, icon: Icon, word, classes } = CHANGE_STYLES[change.kind];
  return (
    <Element className={`flex items-start gap-1.5 rounded-sm px-1.5 py-0.5 ${classes}`}>
      <Icon role="img" aria-label={word} className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">{change.text === "" ? "(empty)" : change.text}</span>
    </Element>
  );
}

interface PlainChange {
  kind: "same" | "added" | "removed" | "moved";
  text: string;
}

/** The change of one text of a list; a `moved` text is at its new place. */
type TextListChange = PlainChange | { kind: "changed"; before: string; after: string };

/** Marks texts that are removed in one place and added in another as moved. */
function markMoved(changes: PlainChange[]): PlainChange[] {
  const removed = changes.filter(({ kind }) => kind === "removed").map(({ text }) => text);
  const moved: string[] = [];
  const marked = changes.map((change): PlainChange => {
    const found = change.kind === "added" ? removed.indexOf(change.text) : -1;
    if (found === -1) return change;
    removed.splice(found, 1);
    moved.push(change.text);
    return { kind: "moved", text: change.text };
  });
  return marked.filter((change) => {
    const found = change.kind === "removed" ? moved.indexOf(change.text) : -1;
    if (found !== -1) moved.splice(found, 1);
    return found === -1;
  });
}

/** Compares two lists of texts item by item, in the order of the new list. */
export function textListChanges(before: string[], after: string[]): TextListChange[] {
  const raw = diffArrays(before, after).flatMap(({ value, added, removed }) =>
    value.map((text): PlainChange => ({ kind: added ? "added" : removed ? "removed" : "same", text })),
  );
  const changes = new Set<TextListChange>();
  // A text that went right before another one came may be the same text, edited.
  let gone: PlainChange[] = [];
  for (const change of markMoved(raw)) {
    const was = change.kind === "added" ? gone.find(({ text }) => isEditOf(text, change.text)) : undefined;
    if (was) {
      gone = gone.filter((other) => other !== was);
      changes.delete(was);
      changes.add({ kind: "changed", before: was.text, after: change.text });
      continue;
    }
    if (change.kind === "removed") gone.push(change);
    else if (change.kind !== "added") gone = [];
    changes.add(change);
  }
  return [...changes];
}
