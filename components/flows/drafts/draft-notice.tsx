"use client";

import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { TimeAgo } from "../../ui/time-ago";
import type { EarlierDraft } from "./use-earlier-draft";

interface DraftNoticeProps {
  earlier: EarlierDraft;
  onDiscard: () => void;
}

/** Says that unsaved edits of an earlier visit are back in the form. */
export function DraftNotice({ earlier, onDiscard }: DraftNoticeProps) {
  if (earlier.restoredFrom === null) return null;
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
