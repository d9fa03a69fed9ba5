import { diffArrays } from "diff";
import { DiffFrame, Line, Pieces, ValueLine } from "./diff-lines";
import { isEditOf, wholeWordParts } from "./diff-parts";
import { diffRows } from "./diff-rows";

interface TextListDiffProps {
  before: string[];
  after: string[];
}

/** A change of a list of texts, text by text. */
export function TextListDiff({ before, after }: TextListDiffProps) {
  return (
    <DiffFrame>
      <ul>
        {textListChanges(before, after).map((change, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the changes are fixed and have no other identity.
          <li key={position}>
            <ListItem change={change} />
          </li>
        ))}
      </ul>
    </DiffFrame>
  );
}

function ListItem({ change }: { change: TextListChange }) {
  if (change.kind === "changed") {
    const { parts } = wholeWordParts(change.before, change.after);
    return diffRows(parts).map(({ kind, n, pieces }) => (
      <Line key={`${kind} ${n}`} kind={kind}>
        <Pieces kind={kind} pieces={pieces} />
      </Line>
    ));
  }
  const text = change.text === "" ? "(empty)" : change.text;
  if (change.kind === "added" || change.kind === "removed")
    return <ValueLine kind={change.kind}>{text}</ValueLine>;
  return <Line kind={change.kind}>{text}</Line>;
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
