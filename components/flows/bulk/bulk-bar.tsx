"use client";

import { useState } from "react";
import type { FlowKind } from "@/lib/flows/model/flow";
import { Button } from "../../ui/button";
import { expectPart, useLatePart } from "../../ui/late-part";
import { counted } from "../words/counted";
import { type SelectableFlow, useBulkSelection } from "./bulk-selection";

/** Where the flows of a list are. */
export interface BulkTarget {
  /** The workspace's slug. */
  workspace: string;
  kind: FlowKind;
}

interface BulkBarProps {
  target: BulkTarget;
  /** Whether the chosen flows can be switched, and whether that needs a reason; null where they can't be. */
  switching: { requireReason: boolean } | null;
  /** Whether the person has a workspace to copy them to. */
  mayCopy: boolean;
  /** Whether they may bring copies here up to date. */
  mayUpdate: boolean;
}

const loadDialog = () => import("./bulk-dialog").then(({ BulkDialog }) => BulkDialog);

const loadFurther = () => import("./further-actions").then(({ FurtherActions }) => FurtherActions);

/** The actions for the chosen flows; shown while at least one is chosen. */
export function BulkBar({ target, switching, mayCopy, mayUpdate }: BulkBarProps) {
  const { selected, clear } = useBulkSelection();
  // The dialog keeps its own flows, because the list behind it is loaded anew while the dialog is open.
  const [dialog, setDialog] = useState<{ flows: SelectableFlow[]; isActive: boolean } | null>(null);
  const BulkDialog = useLatePart(loadDialog, dialog !== null, () => setDialog(null));
  const count = selected.length;
  const FurtherActions = useLatePart(loadFurther, count > 0);
  return (
    <>
      <p role="status" className="sr-only">
        {count === 0 ? "" : `${counted(count, "flow")} selected`}
      </p>
      {count > 0 ? (
        <section
          aria-label="Selected flows"
          // The dialog's script arrives while the pointer or the focus is on its way.
          onPointerEnter={() => expectPart(loadDialog)}
          onFocus={() => expectPart(loadDialog)}
          className="sticky bottom-4 z-10 mt-3 flex flex-wrap items-center gap-2 rounded-lg border bg-popover px-4 py-2.5 text-popover-foreground shadow-lg"
        >
          <p aria-hidden className="mr-auto text-sm font-medium">
            {count} selected
          </p>
          {switching ? (
            <>
              <Button size="sm" onClick={() => setDialog({ flows: selected, isActive: true })}>
                Activate
              </Button>
              <Button
                size="sm"
                variant="outline"
                onClick={() => setDialog({ flows: selected, isActive: false })}
              >
                Deactivate
              </Button>
            </>
          ) : null}
          {FurtherActions ? <FurtherActions {...{ target, mayCopy, mayUpdate }} flows={selected} /> : null}
          <Button size="sm" variant="ghost" onClick={clear}>
            Clear
          </Button>
        </section>
      ) : null}
      {dialog && BulkDialog && switching ? (
        <BulkDialog
          {...dialog}
          target={target}
          requireReason={switching.requireReason}
          onClose={(started) => {
            setDialog(null);
            if (started) clear();
          }}
        />
      ) : null}
    </>
  );
}
