import { diffArrays } from "diff";
import { isEditOf } from "./diff-parts";

interface PlainChange {
  kind: "same" | "added" | "removed" | "moved";
  text: string;
}

/** What became of one text of a list; `moved` ones are told where they stand now. */
export type TextListChange = PlainChange | { kind: "changed"; before: string; after: string };

/** Takes texts that are removed in one place and added in another for what they are: moved. */
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
  // What went right before something came may be what was edited.
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
