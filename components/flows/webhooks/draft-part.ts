import type { WebhookDraft } from "./webhook-draft";

/** What every part of the form of a webhook to add gets. */
export interface DraftPartProps {
  /** Begins the ids of the part's fields. */
  id: string;
  draft: WebhookDraft;
  onChange: (changes: Partial<WebhookDraft>) => void;
  /** Gives what is wrong at a place of the draft, as a JSON pointer into it. */
  errorAt: (pointer: string) => string | undefined;
}
