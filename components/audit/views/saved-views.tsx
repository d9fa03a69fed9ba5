"use client";

import { Bookmark } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { Popover } from "radix-ui";
import { useRef, useState } from "react";
import type { SavedView } from "@/lib/views/saved-views";
import { Button } from "../../ui/button";
import { useSavedViews } from "../../views/use-saved-views";
import { ViewsPanel } from "../../views/views-panel";
import { viewQuery } from "../filters/audit-query";

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

/** The saved searches of a log, in a popover. */
export function SavedViews({ viewsPath, initial }: SavedViewsProps) {
  const [open, setOpen] = useState(false);
  const pathname = usePathname();
  const present = viewQuery(useSearchParams().entries());
  const saved = useSavedViews(viewsPath, initial);
  const panel = useRef<HTMLDivElement>(null);
  const opened = saved.views.find(({ query }) => query !== "" && query === present);
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        saved.clear();
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
        <ViewsPanel
          saved={saved}
          pathname={pathname}
          present={present}
          none="None yet. Set some filters and save them under a name; only you see your views."
          example="Failures of last week"
          onOpen={() => setOpen(false)}
          onRemoved={() => panel.current?.focus()}
        />
      </Popover.Content>
    </Popover.Root>
  );
}
