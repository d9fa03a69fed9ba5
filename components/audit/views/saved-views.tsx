"use client";

import { Bookmark } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { Popover } from "radix-ui";
import { useRef, useState } from "react";
import type { SavedView } from "@/lib/audit/saved-views";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { viewQuery } from "../filters/audit-query";
import { SaveViewForm } from "./save-view-form";
import { useSavedViews } from "./use-saved-views";
import { ViewRow } from "./view-row";

interface SavedViewsProps {
  /** The views' address under `/api`. */
  viewsPath: string;
  initial: SavedView[];
}

/** "Undo" is in a toast, outside; pressing it must not close the popover. */
function keepForToast(event: { target: EventTarget | null; preventDefault: () => void }) {
  if (event.target instanceof Element && event.target.closest("[data-sonner-toaster]"))
    event.preventDefault();
}

/** The saved searches of a person: opens, saves, renames, replaces and removes them. */
export function SavedViews({ viewsPath, initial }: SavedViewsProps) {
  const [open, setOpen] = useState(false);
  const pathname = usePathname();
  const present = viewQuery(useSearchParams().entries());
  const { views, busy, problem, nameError, save, change, remove, clear } = useSavedViews(viewsPath, initial);
  const panel = useRef<HTMLDivElement>(null);

  /** The row disappears, and would take the focus with it. */
  async function takeAway(view: SavedView) {
    await remove(view);
    panel.current?.focus();
  }

  const opened = views.find(({ query }) => query !== "" && query === present);
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        clear();
      }}
    >
      <Popover.Trigger asChild>
        <Button variant="outline" size="sm" className="max-w-full min-w-0">
          <Bookmark aria-hidden />
          <span className="truncate">{opened ? opened.name : "Views"}</span>
        </Button>
      </Popover.Trigger>
      <Popover.Content
        ref={panel}
        align="end"
        sideOffset={4}
        collisionPadding={8}
        aria-label="Saved views"
        onInteractOutside={keepForToast}
        className="animate-pop z-50 max-h-(--radix-popover-content-available-height) w-[min(24rem,calc(100vw-1rem))] overflow-y-auto rounded-lg border bg-popover p-3 text-popover-foreground shadow-lg"
      >
        <h2 className="text-sm font-semibold">Your saved views</h2>
        {views.length === 0 ? (
          <p className="mt-1 text-sm text-muted-foreground">
            None yet. Set some filters and save them under a name; only you see your views.
          </p>
        ) : (
          <ul className="mt-2 flex flex-col gap-0.5">
            {views.map((view) => (
              <ViewRow
                key={view.id}
                view={view}
                href={`${pathname}?${view.query}`}
                opened={view.id === opened?.id}
                busy={busy}
                present={present}
                onOpen={() => setOpen(false)}
                onChange={(what) => change(view.id, what)}
                onRemove={() => void takeAway(view)}
              />
            ))}
          </ul>
        )}
        {present === "" ? null : (
          <SaveViewForm busy={busy} error={nameError} onSave={(name) => save({ name, query: present })} />
        )}
        {problem && !nameError ? (
          <Notice role="alert" tone="bad" title={problem.title} className="mt-3">
            {problem.detail}
          </Notice>
        ) : null}
      </Popover.Content>
    </Popover.Root>
  );
}
