"use client";

import type { SavedView } from "@/lib/views/saved-views";
import { Notice } from "../ui/notice";
import { SaveViewForm } from "./save-view-form";
import type { useSavedViews } from "./use-saved-views";
import { ViewRow } from "./view-row";

interface ViewsPanelProps {
  saved: ReturnType<typeof useSavedViews>;
  /** The list's page. */
  pathname: string;
  /** The present search; "" when nothing is filtered. */
  present: string;
  /** What is said where there are none. */
  none: string;
  /** A name as people give it. */
  example: string;
  mayShare?: boolean;
  mayTidy?: boolean;
  onOpen: () => void;
  /** After the views have changed. */
  onChanged?: () => void;
  /** After one was removed: its row disappears, and would take the focus with it. */
  onRemoved: () => void;
}

/** The saved searches of a list: opens, saves, renames, replaces, shares and removes them. */
export function ViewsPanel(props: ViewsPanelProps) {
  const { saved, pathname, present, none, example, mayShare = false, mayTidy = false } = props;
  const { onOpen, onChanged, onRemoved } = props;
  const { views, busy, problem, nameError, save, change, remove } = saved;

  async function noted(work: Promise<boolean>): Promise<boolean> {
    const worked = await work;
    if (worked) onChanged?.();
    return worked;
  }

  async function takeAway(view: SavedView) {
    await remove(view);
    onChanged?.();
    onRemoved();
  }

  return (
    <>
      {views.length === 0 ? (
        <p className="mt-1 text-sm text-muted-foreground">{none}</p>
      ) : (
        <ul className="mt-2 flex flex-col gap-0.5">
          {views.map((view) => (
            <ViewRow
              key={view.id}
              view={view}
              href={`${pathname}?${view.query}`}
              opened={view.query !== "" && view.query === present}
              busy={busy}
              present={present}
              mayShare={mayShare}
              mayTidy={mayTidy}
              onOpen={onOpen}
              onChange={(what) => noted(change(view.id, what))}
              onRemove={() => void takeAway(view)}
            />
          ))}
        </ul>
      )}
      {present === "" ? null : (
        <SaveViewForm
          busy={busy}
          error={nameError}
          example={example}
          mayShare={mayShare}
          onSave={(name, shared) => noted(save({ name, query: present, ...(shared ? { shared } : {}) }))}
        />
      )}
      {problem && !nameError ? (
        <Notice role="alert" tone="bad" title={problem.title} className="mt-3">
          {problem.detail}
        </Notice>
      ) : null}
    </>
  );
}
