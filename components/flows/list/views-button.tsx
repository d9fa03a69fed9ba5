"use client";

import { Bookmark } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button";
import { expectPart, useLatePart } from "../../ui/late-part";
import type { ViewsDialogProps } from "./views-dialog";

const loadDialog = () => import("./views-dialog").then(({ ViewsDialog }) => ViewsDialog);

/** Opens the saved views, to save the present search or to manage them. */
export function ViewsButton({ label, ...props }: Omit<ViewsDialogProps, "onClose"> & { label: string }) {
  const [open, setOpen] = useState(false);
  const ViewsDialog = useLatePart(loadDialog, open, () => setOpen(false));
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        className="text-link"
        onPointerEnter={() => expectPart(loadDialog)}
        onFocus={() => expectPart(loadDialog)}
        onClick={() => setOpen(true)}
      >
        <Bookmark aria-hidden />
        {label}
      </Button>
      {open && ViewsDialog ? <ViewsDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
