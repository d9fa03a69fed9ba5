"use client";

import { AlertDialog } from "radix-ui";
import { useRef } from "react";
import { cn } from "../../ui/class-names";
import { DIALOG_CLASSES, OVERLAY_CLASSES } from "../../ui/dialog-classes";
import { useOpener } from "../../ui/use-opener";
import { AuthorSentence, type ConflictAuthor } from "./conflict-authors";
import { FoldedChanges } from "./folded-changes";
import { MergeActions } from "./merge-actions";
import type { MergeResult } from "./merge-edits";
import type { FieldWords } from "./merge-places";
import { PlaceList } from "./place-list";
import { useMergeDecisions } from "./use-merge-decisions";

interface MergePanelProps<Values extends object> extends FieldWords {
  /** Must stay the same object while the panel is open; another conflict needs a panel with another `key`. */
  merge: MergeResult<Values>;
  /** The authors of the changes made meanwhile; empty where they are not known. */
  authors: ConflictAuthor[];
  /** Whether the merged values are being saved. */
  busy: boolean;
  onSave: (merged: Values) => void;
  /** Takes the merged values into the form, unsaved; an undecided place keeps yours. */
  onKeepEditing: (merged: Values) => void;
  onCancel: () => void;
}

/**
 * Merges the edits of this form with those that somebody else saved meanwhile. The panel shows the merged edits, asks
 * for decisions where they clash, and saves. Edits that do not clash take one press of a button that has the focus.
 */
export function MergePanel<Values extends object>(props: MergePanelProps<Values>) {
  const { merge, authors, labelOf, pathOf, busy, onSave, onKeepEditing, onCancel } = props;
  const decided = useMergeDecisions(merge);
  const panel = useRef<HTMLDivElement>(null);
  const primary = useRef<HTMLButtonElement>(null);
  const opener = useOpener();
  const words = { labelOf, pathOf };
  return (
    <AlertDialog.Root open onOpenChange={(open) => (open || busy ? undefined : onCancel())}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={OVERLAY_CLASSES} />
        <AlertDialog.Content
          ref={panel}
          className={cn(DIALOG_CLASSES, "flex max-w-3xl flex-col overflow-hidden p-0 outline-none")}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            opener.onOpenAutoFocus();
            // With something to decide the panel gets the focus, so that title and description are read out first.
            (decided.places.length === 0 ? primary : panel).current?.focus();
          }}
          onCloseAutoFocus={opener.onCloseAutoFocus}
        >
          <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-5">
            <div>
              <AlertDialog.Title className="text-lg font-semibold">
                This flow was changed while you were editing
              </AlertDialog.Title>
              <AlertDialog.Description className="mt-1 text-sm text-muted-foreground">
                <AuthorSentence authors={authors} />{" "}
                {decided.places.length === 0
                  ? "What you changed fits together with it, and is not saved yet."
                  : "Your changes are not saved yet; nothing you typed is lost."}
              </AlertDialog.Description>
            </div>
            {decided.places.length > 0 ? (
              <PlaceList merge={merge} decided={decided} disabled={busy} {...words} />
            ) : null}
            <MergeSummary merge={merge} settled={decided.merged} {...words} />
          </div>
          <MergeActions
            ref={primary}
            decided={decided}
            busy={busy}
            onSave={() => onSave(decided.merged)}
            onKeepEditing={() => onKeepEditing(decided.merged)}
            onCancel={onCancel}
          />
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

interface MergeSummaryProps extends FieldWords {
  merge: MergeResult;
  /** With the decisions made so far. */
  settled: object;
}

/** The edits that were merged without a decision, and the longer texts with the decisions made so far. */
function MergeSummary({ merge, settled, ...words }: MergeSummaryProps) {
  const { base, theirs, yours, merged } = merge;
  const prose = merge.overlaps.filter((overlap) => overlap.prose).map(({ name }) => name);
  return (
    <div className="flex flex-col gap-2">
      <FoldedChanges title="They changed" names={merge.theirsOnly} before={base} after={theirs} {...words} />
      <FoldedChanges title="You changed" names={merge.yoursOnly} before={base} after={yours} {...words} />
      <FoldedChanges
        title="You both changed, in different places"
        names={merge.woven}
        before={base}
        after={merged}
        {...words}
      />
      <FoldedChanges
        title="You both made the same change"
        names={merge.same}
        before={base}
        after={merged}
        {...words}
      />
      <FoldedChanges
        title="What saving changes in theirs, as decided so far"
        names={prose}
        before={theirs}
        after={settled}
        {...words}
      />
    </div>
  );
}
