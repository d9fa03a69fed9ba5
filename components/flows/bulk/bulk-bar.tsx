"use client";

import { useState } from "react";
import type { FlowKind } from "@/lib/flows/model/flow";
import { copyHref, MOST_FLOWS } from "../../transfers/words/copy-address";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
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

const loadExport = () => import("../files/export-button").then(({ ExportButton }) => ExportButton);

/** The actions for the chosen flows; shown while at least one is chosen. */
export function BulkBar({ target, switching, mayCopy, mayUpdate }: BulkBarProps) {
  const { selected, clear } = useBulkSelection();
  // The dialog keeps its own flows, because the list behind it is loaded anew while the dialog is open.
  const [dialog, setDialog] = useState<{ flows: SelectableFlow[]; isActive: boolean } | null>(null);
  const BulkDialog = useLatePart(loadDialog, dialog !== null, () => setDialog(null));
  const count = selected.length;
  const ExportButton = useLatePart(loadExport, count > 0);
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
          {ExportButton ? <ExportButton list={{ ...target, flows: selected }} label="Export" /> : null}
          {mayUpdate ? <UpdateSelected target={target} flows={selected} /> : null}
          {mayCopy ? <CopySelected target={target} flows={selected} /> : null}
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

function CopySelected({ target, flows }: { target: BulkTarget; flows: readonly SelectableFlow[] }) {
  if (flows.length > MOST_FLOWS)
    return <p className="text-sm text-muted-foreground">At most {MOST_FLOWS} can be copied at once</p>;
  const ids = flows.map(({ id }) => id);
  return (
    <AppLink
      href={copyHref({ from: target.workspace, kind: target.kind, ids })}
      className={buttonVariants({ variant: "outline", size: "sm" })}
    >
      Copy to workspaces…
    </AppLink>
  );
}

/** Brings the chosen copies up to date that are behind: one copy has one source workspace, so they all must have the same. */
function UpdateSelected({ target, flows }: { target: BulkTarget; flows: readonly SelectableFlow[] }) {
  const behind = flows.flatMap(({ source }) => (source && source.behind > 0 ? [source] : []));
  const [from, ...others] = new Set(behind.map(({ workspace }) => workspace));
  const ids = [...new Set(behind.map(({ id }) => id))];
  if (from === undefined) return null;
  if (others.length > 0 || ids.length > MOST_FLOWS)
    return (
      <p className="text-sm text-muted-foreground">
        At most {MOST_FLOWS} copies of one workspace can be brought up to date
      </p>
    );
  return (
    <AppLink
      href={copyHref({ from, kind: target.kind, ids, to: [target.workspace] })}
      className={buttonVariants({ variant: "outline", size: "sm" })}
    >
      Bring {counted(behind.length, "copy", "copies")} up to date
    </AppLink>
  );
}
