"use client";

import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { TimeAgo } from "../../ui/time-ago";
import type { EarlierDraft } from "./use-earlier-draft";

interface DraftNoticeProps {
  earlier: EarlierDraft & { decideNow: () => void };
  onDiscard: () => void;
}

/** Says that unsaved edits of an earlier visit are back in the form. */
export function DraftNotice({ earlier, onDiscard }: DraftNoticeProps) {
  if (earlier.restoredFrom === null) return null;
  if (earlier.waiting) return <WaitingDraft earlier={earlier} onDiscard={onDiscard} />;
  return (
    <Notice
      tone="info"
      role="status"
      title="Your unsaved edits are back"
      actions={
        <Button size="sm" variant="outline" onClick={onDiscard}>
          Discard them
        </Button>
      }
    >
      <p>
        This device kept them <TimeAgo at={earlier.restoredFrom} />. They are not saved yet.
        {earlier.merged ? " The flow was changed meanwhile: the form holds those changes and yours." : ""}
        {earlier.lacksSecrets
          ? " Header values of webhooks are secrets and were not kept: type them again."
          : ""}
      </p>
    </Notice>
  );
}

/** Offers a draft that overlaps with newer edits again, after the person closed the dialog that merges both. */
function WaitingDraft({ earlier, onDiscard }: DraftNoticeProps) {
  return (
    <Notice
      tone="warn"
      role="status"
      title="Unsaved edits of yours wait for a decision"
      actions={
        <>
          <Button size="sm" onClick={earlier.decideNow}>
            Look at them
          </Button>
          <Button size="sm" variant="outline" onClick={onDiscard}>
            Discard them
          </Button>
        </>
      }
    >
      <p>
        This device kept them <TimeAgo at={earlier.restoredFrom ?? ""} />, and the flow was changed in the
        same places since. Until you decide, what you type now is not kept on this device.
      </p>
    </Notice>
  );
}
