import { ArrowUpDown, Minus, Plus } from "lucide-react";
import { TextDiff } from "./text-diff";
import { type TextListChange, textListChanges } from "./text-list-changes";

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

const LOOKS = {
  added: { element: "ins", icon: Plus, word: "Added", classes: "bg-success-wash text-success no-underline" },
  removed: { element: "del", icon: Minus, word: "Removed", classes: "bg-destructive-wash text-destructive" },
  moved: { element: "span", icon: ArrowUpDown, word: "Moved", classes: "bg-info-wash text-info" },
} as const;

function ListItem({ change }: { change: TextListChange }) {
  if (change.kind === "changed") return <TextDiff path="" before={change.before} after={change.after} />;
  if (change.kind === "same") return <span className="text-muted-foreground">{change.text}</span>;
  const { element: Element, icon: Icon, word, classes } = LOOKS[change.kind];
  return (
    <Element className={`flex items-start gap-1.5 rounded-sm px-1.5 py-0.5 ${classes}`}>
      <Icon role="img" aria-label={word} className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">{change.text === "" ? "(empty)" : change.text}</span>
    </Element>
  );
}
