"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import type { SavedView } from "@/lib/views/saved-views";
import { Dialog, DialogContent } from "../../ui/dialog";
import { useSavedViews } from "../../views/use-saved-views";
import { ViewsPanel } from "../../views/views-panel";

export interface ViewsDialogProps {
  /** The views' address under `/api`. */
  viewsPath: string;
  views: SavedView[];
  /** The list's page. */
  pathname: string;
  /** The present search; "" when nothing is filtered. */
  present: string;
  mayShare: boolean;
  mayTidy: boolean;
  onClose: () => void;
}

/** Saves the present search of a list of flows, and manages the saved ones. */
export function ViewsDialog({ viewsPath, views, onClose, ...panel }: ViewsDialogProps) {
  const router = useRouter();
  const saved = useSavedViews(viewsPath, views);
  const content = useRef<HTMLDivElement>(null);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        ref={content}
        title="Saved views"
        description={
          panel.present === ""
            ? "Set filters, an order or groups first; then they can be saved here."
            : undefined
        }
      >
        <div>
          <ViewsPanel
            {...panel}
            saved={saved}
            none="None yet."
            example="Recall campaign"
            onOpen={onClose}
            onChanged={() => router.refresh()}
            onRemoved={() => content.current?.focus()}
          />
        </div>
      </DialogContent>
    </Dialog>
  );
}
