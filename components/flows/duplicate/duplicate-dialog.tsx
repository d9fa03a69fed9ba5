"use client";

import { Copy } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FlowKind, flowPathSegment } from "@/lib/flows/model/flow";
import { copyName } from "@/lib/flows/requests/copied-fields";
import { isBlank } from "@/lib/text/readable";
import { Button } from "../../ui/button";
import { Dialog, DialogContent, DialogFooter, DialogTrigger } from "../../ui/dialog";
import { toast } from "../../ui/toast";
import { givenReason } from "../write/reason-field";
import { DuplicateFields, type DuplicateValues } from "./duplicate-fields";
import { DuplicateOutcome } from "./duplicate-outcome";
import { type DuplicateStage, useDuplicate } from "./use-duplicate";

type DuplicateDialogProps = Omit<DuplicateFormProps, "copying" | "onClose">;

/** A button that makes a second flow like this one, in the same workspace. */
export function DuplicateDialog(props: DuplicateDialogProps) {
  const copying = useDuplicate();
  const [open, setOpen] = useState(false);

  function changeOpen(next: boolean) {
    // An unknown outcome stays in view, because sending again could make a second copy.
    if (next && copying.stage.kind !== "unknown") copying.forget();
    setOpen(next);
  }

  return (
    <Dialog open={open} busy={copying.busy} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Copy aria-hidden />
          Duplicate
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Duplicate ${props.flow.name || "this flow"}`}
        description="Makes a new flow with the same content, webhooks and settings in this workspace."
      >
        <DuplicateForm {...props} copying={copying} onClose={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

interface DuplicateFormProps {
  workspaceSlug: string;
  kind: FlowKind;
  flow: { id: string; name: string; direction: string | null };
  requireReason: boolean;
  copying: ReturnType<typeof useDuplicate>;
  onClose: () => void;
}

const NOT_COPIED: Record<FlowKind, string> = {
  call_flow:
    "Not copied: the history, earlier versions of the prompt, and autopilot. If the flow's agent has a pending phone number, Trillet may activate it.",
  message_flow: "Not copied: the history, and autopilot, which starts switched off.",
};

/** The fields that the form has announced before, so that the outcome need not name them. */
const ANNOUNCED = new Set(["/isActive", "/autopilot", "/promptVersions"]);

function withNewsOnly(stage: DuplicateStage): DuplicateStage {
  if (stage.kind !== "done") return stage;
  const notCopied = stage.notCopied.filter(({ path }) => !ANNOUNCED.has(path));
  return { ...stage, notCopied };
}

/** Whether the server refused the direction: the source's one may have changed since the page was loaded (Q7). */
function refusedDirection(stage: DuplicateStage): boolean {
  if (stage.kind !== "refused") return false;
  return (stage.problem.errors ?? []).some(({ path }) => path === "/direction");
}

function lacks(
  { name, reason, direction }: DuplicateValues,
  required: { reason: boolean; direction: boolean },
) {
  const withoutReason = required.reason && reason.trim() === "";
  return isBlank(name) || withoutReason || (required.direction && direction === "");
}

/** Asks for the copy's name and options, makes the copy, and goes to it; stays where there is more to say. */
function DuplicateForm(props: DuplicateFormProps) {
  const { workspaceSlug, kind, flow, requireReason, copying, onClose } = props;
  const router = useRouter();
  const { stage, busy, duplicate } = copying;
  const begin = { name: copyName(flow.name), isActive: false, direction: "", reason: "" };
  const [values, setValues] = useState<DuplicateValues>(begin);
  const flowsPath = `/${workspaceSlug}/${flowPathSegment(kind)}`;
  const unsayable = flow.direction === "inbound" || flow.direction === null;
  const asksDirection = kind === "call_flow" && (unsayable || refusedDirection(stage));
  const ended = stage.kind === "unknown" || stage.kind === "partial" || stage.kind === "done";

  async function submit(event: FormEvent) {
    event.preventDefault();
    // React portals pass events on to a form around the dialog, which would handle this one as its own.
    event.stopPropagation();
    const { direction, isActive } = values;
    const name = values.name.trim();
    const end = await duplicate({
      apiPath: `/api/workspaces${flowsPath}`,
      sourceId: flow.id,
      options: { name, isActive, ...(direction ? { direction } : {}) },
      reason: givenReason(values.reason).reason,
    });
    const shown = withNewsOnly(end);
    if (shown.kind !== "done" || shown.notCopied.length > 0) return;
    toast.success(`${name} is there`);
    router.push(`${flowsPath}/${shown.id}`);
    onClose();
  }

  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {ended ? null : (
        <>
          <DuplicateFields
            kind={kind}
            values={values}
            onChange={setValues}
            asksDirection={asksDirection}
            requireReason={requireReason}
            disabled={busy}
          />
          <p className="text-sm text-muted-foreground">{NOT_COPIED[kind]}</p>
        </>
      )}
      <DuplicateOutcome stage={withNewsOnly(stage)} flowsPath={flowsPath} />
      <DialogFooter className="mt-0">
        <Button variant="outline" disabled={busy} onClick={onClose}>
          {ended ? "Close" : "Cancel"}
        </Button>
        {ended ? null : (
          <Button
            type="submit"
            busy={busy}
            disabled={lacks(values, { reason: requireReason, direction: asksDirection })}
          >
            Duplicate
          </Button>
        )}
      </DialogFooter>
    </form>
  );
}
