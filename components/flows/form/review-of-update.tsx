"use client";

import { diffFlows } from "@/lib/flows/diff/diff-flows";
import type { Flow } from "@/lib/flows/model/flow";
import { applyFlowPatch, type FlowPatch } from "@/lib/flows/requests/apply-patch";
import { effectsOfUpdate } from "@/lib/flows/requests/write-effects";
import { RequestPreview } from "../review/request-preview";
import { ReviewDialog } from "../review/review-dialog";
import { agreementFor } from "./agreement-for";
import type { FlowForm } from "./flow-form";

interface ReviewOfUpdateProps {
  dialect: Pick<FlowForm<never, never>, "kind" | "updateSchema">;
  apiPath: string;
  flow: Flow;
  body: Record<string, unknown>;
  requireReason: boolean;
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** The review of an update: what leads from the flow as it was loaded to what the form holds. */
export function ReviewOfUpdate(props: ReviewOfUpdateProps) {
  const { dialect, apiPath, flow, body, requireReason, busy, onConfirm, onClose } = props;
  const parsed = dialect.updateSchema.safeParse(body);
  // The form was checked before the review opened, so this only fails when both disagree: then nothing is sent.
  if (!parsed.success) return null;
  const patch = parsed.data as FlowPatch;
  const effects = effectsOfUpdate(dialect.kind, flow, patch);
  return (
    <ReviewDialog
      title="Review your changes"
      description="This is exactly what will be saved, and what comes with it."
      changes={diffFlows(flow, applyFlowPatch(dialect.kind, flow, patch))}
      effects={effects}
      agreement={agreementFor(effects)}
      requireReason={requireReason}
      confirmLabel="Save"
      busy={busy}
      request={<RequestPreview path={`${apiPath}/preview`} body={body} />}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  );
}
