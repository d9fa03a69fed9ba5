"use client";

import { Button } from "../../ui/button";
import { canSeal } from "../../ui/device-storage";
import { Notice } from "../../ui/notice";
import { TimeAgo } from "../../ui/time-ago";
import { AuthorSentence, type ConflictAuthor } from "../conflict/conflict-authors";
import type { EarlierDraft } from "./use-earlier-draft";

interface DraftNoticeProps {
  earlier: EarlierDraft;
  /** Who changed the flow since the edits were made; none for a new flow, and until the history was read. */
  authors?: ConflictAuthor[];
  /** Opens the merge of edits that overlap with later changes. */
  onDecide?: () => void;
  /** Opens kept edits that could not be opened before. */
  onRetry: () => void;
  onDiscard: () => void;
}

const NOBODY: ConflictAuthor[] = [];

/** Says that unsaved edits of an earlier visit are back in the form. */
export function DraftNotice(props: DraftNoticeProps) {
  const { earlier, authors = NOBODY, onDiscard } = props;
  if (earlier.shut?.state === "lost") return <LostDraft savedAt={earlier.shut.savedAt} />;
  if (earlier.shut) return <ShutDraft {...props} savedAt={earlier.shut.savedAt} />;
  if (earlier.restoredFrom === null) return null;
  if (earlier.waiting) return <WaitingDraft {...props} />;
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
        {canSeal() ? "This device" : "This tab"} kept them <TimeAgo at={earlier.restoredFrom} />. They are not
        saved yet. {earlier.merged ? <Meanwhile authors={authors} /> : null}
        {earlier.merged ? " The form holds those changes and yours." : ""}
        {earlier.lacksSecrets
          ? " Header values of webhooks are secrets and were not kept: type them again."
          : ""}
      </p>
    </Notice>
  );
}

function Meanwhile({ authors }: { authors: ConflictAuthor[] }) {
  if (authors.length === 0) return <>The flow was changed since.</>;
  return <AuthorSentence authors={authors} when="since then" />;
}

/** Says that a draft overlaps with newer edits. The page shows the flow as it is, and the merge opens when it is asked for. */
function WaitingDraft({ earlier, authors = NOBODY, onDecide, onDiscard }: DraftNoticeProps) {
  return (
    <Notice
      tone="warn"
      role="status"
      title="Unsaved edits of yours touch what was changed since"
      actions={
        <>
          <Button size="sm" onClick={onDecide}>
            Merge them
          </Button>
          <Button size="sm" variant="outline" onClick={onDiscard}>
            Discard them
          </Button>
        </>
      }
    >
      <p>
        <Meanwhile authors={authors} /> Your edits of <TimeAgo at={earlier.restoredFrom ?? ""} /> are kept{" "}
        {canSeal() ? "on this device" : "in this tab"}; the form shows the flow as it is now. Until you
        decide, what you type is not kept.
      </p>
    </Notice>
  );
}

/** Says that edits are gone: the portal's secret, which their key is made from, was changed. */
function LostDraft({ savedAt }: { savedAt: string }) {
  return (
    <Notice tone="warn" role="status" title="Edits of an earlier time could not be opened">
      <p>
        This device kept unsaved edits of yours <TimeAgo at={savedAt} />. The portal's key for them has
        changed since, so nobody can read them any more, and they were removed. The form shows the flow as it
        is saved.
      </p>
    </Notice>
  );
}

/** Says that kept edits are still there, and can't be opened while the server does not answer. */
function ShutDraft({ savedAt, onRetry, onDiscard }: DraftNoticeProps & { savedAt: string }) {
  return (
    <Notice
      tone="warn"
      role="status"
      title="Your unsaved edits could not be opened yet"
      actions={
        <>
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
          <Button size="sm" variant="outline" onClick={onDiscard}>
            Discard them
          </Button>
        </>
      }
    >
      <p>
        This device kept them <TimeAgo at={savedAt} />, and Switchboard did not answer with the key that opens
        them. Until then, what you type is not kept; opening them replaces it in the fields that they have.
      </p>
    </Notice>
  );
}
