"use client";

import { Plus } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { Webhook } from "@/lib/flows/model/call-flow";
import { jsonPointer } from "@/lib/json/json-pointer";
import { Button } from "../../ui/button";
import { AddedWebhook } from "./added-webhook";
import { ExistingWebhook } from "./existing-webhook";
import { emptyWebhookDraft, newDraftKey, type WebhookDraft } from "./webhook-draft";
import { webhookDraftProblems } from "./webhook-draft-problems";

interface WebhookCardsProps {
  /** The flow's webhooks; empty for a new flow. */
  existing: Webhook[];
  /** The webhooks that the next save adds. */
  added: WebhookDraft[];
  /** Without it nothing can be added. */
  onChange?: (added: WebhookDraft[]) => void;
  /** Returns what is wrong at a place of the list of added webhooks, as a JSON pointer into it (`/0/url`). */
  errors?: (path: string) => string | undefined;
}

const NO_ERRORS = () => undefined;

/**
 * A call flow's webhooks: the existing ones, which are fixed, and those that the next save adds. The section around
 * them has the heading.
 */
export function WebhookCards({ existing, added, onChange, errors = NO_ERRORS }: WebhookCardsProps) {
  const isEmpty = existing.length === 0 && (added.length === 0 || !onChange);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <p className="text-sm text-muted-foreground">
        {onChange ? "What is added here is permanent. " : null}
        Header values are never shown.
      </p>
      {isEmpty ? <p className="text-sm">This flow calls no webhooks.</p> : null}
      {existing.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {existing.map((webhook, position) => (
            <li key={webhook.id ?? `${position} ${webhook.name}`}>
              <ExistingWebhook webhook={webhook} />
            </li>
          ))}
        </ul>
      ) : null}
      {onChange ? (
        <AddedWebhooks existing={existing} added={added} onChange={onChange} errors={errors} />
      ) : null}
    </div>
  );
}

function AddedWebhooks({ existing, added, onChange, errors }: Required<WebhookCardsProps>) {
  const idBase = useId();
  const [removed, setRemoved] = useState<{ draft: WebhookDraft; position: number } | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const idOf = (draft: WebhookDraft) => `${idBase}${draft.key}`;

  function add() {
    const draft = emptyWebhookDraft(newDraftKey());
    onChange([...added, draft]);
    // The card renders after this; the person goes on in its first field.
    requestAnimationFrame(() => document.getElementById(`${idOf(draft)}-name`)?.focus());
  }

  function remove(position: number) {
    const draft = added[position];
    if (draft) setRemoved({ draft, position });
    onChange(added.filter((_, place) => place !== position));
  }

  function undo() {
    if (removed) onChange(added.toSpliced(removed.position, 0, removed.draft));
    setRemoved(null);
    addButton.current?.focus();
  }

  return (
    <>
      {added.map((draft, position) => (
        <AddedWebhook
          key={draft.key}
          id={idOf(draft)}
          draft={draft}
          problems={webhookDraftProblems(draft, existing, added.slice(0, position))}
          errorAt={(pointer) => errors(`${jsonPointer([position])}${pointer}`)}
          onChange={(changes) =>
            onChange(added.map((other) => (other.key === draft.key ? { ...other, ...changes } : other)))
          }
          onRemove={() => remove(position)}
        />
      ))}
      {removed ? <RemovedNote key={removed.draft.key} name={removed.draft.name} onUndo={undo} /> : null}
      <Button ref={addButton} variant="outline" className="self-start" onClick={add}>
        <Plus aria-hidden />
        Add a webhook
      </Button>
    </>
  );
}

/** Says that a staged webhook was removed, with a button that restores it; takes the focus of the removed card. */
function RemovedNote({ name, onUndo }: { name: string; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-muted px-3 py-2 text-sm"
    >
      {name.trim() === "" ? "The new webhook was removed." : `“${name}” was removed.`}
      <Button ref={undo} variant="link" size="sm" onClick={onUndo}>
        Undo
      </Button>
    </p>
  );
}
