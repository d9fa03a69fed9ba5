"use client";

import "../json/strict-csp";
import { diffFlows } from "@/lib/flows/diff/diff-flows";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import { applyFlowPatch, type CreateFlow, type FlowPatch } from "@/lib/flows/requests/apply-patch";
import { changesOfCreate } from "@/lib/flows/requests/new-flow";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { effectsOfCreate, effectsOfUpdate } from "@/lib/flows/requests/write-effects";
import { RequestPreview } from "../review/request-preview";
import { ReviewDialog } from "../review/review-dialog";
import { useToldEffects } from "../review/use-told-effects";
import { requestSchema } from "./flow-checks";

/** Returns what a person must agree to separately, or null. Upstream quirk Q30: public access opens a flow. */
function agreementFor(effects: WriteEffect[]): string | null {
  return effects.some(({ code }) => code === "public_access_on")
    ? "Yes, anyone may use this flow, not only people of this workspace"
    : null;
}

interface ReviewOfCreateProps {
  kind: FlowKind;
  /** The address under `/api` that creates flows of this kind. */
  apiPath: string;
  body: Record<string, unknown>;
  requireReason: boolean;
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** The review of a new flow: its fields and the side effects. */
export function ReviewOfCreate(props: ReviewOfCreateProps) {
  const { kind, apiPath, body, requireReason, busy, onConfirm, onClose } = props;
  const parsed = requestSchema(kind, "create").safeParse(body);
  // The form was checked before the review opened, so this only fails when both disagree: then nothing is sent.
  if (!parsed.success) return null;
  const wanted = parsed.data as CreateFlow;
  const effects = effectsOfCreate(kind, wanted);
  return (
    <ReviewDialog
      title="Review the new flow"
      description="This is exactly what will be created. Fields that you left empty get Trillet's own defaults."
      changes={changesOfCreate(wanted)}
      initial
      effects={effects}
      agreement={agreementFor(effects)}
      requireReason={requireReason}
      confirmLabel="Create"
      busy={busy}
      request={<RequestPreview path={`${apiPath}/preview`} body={body} />}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  );
}

interface ReviewOfUpdateProps {
  kind: FlowKind;
  apiPath: string;
  flow: Flow;
  body: Record<string, unknown>;
  requireReason: boolean;
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** The review of an update: the changes from the flow as it was loaded to the form's values. */
export function ReviewOfUpdate(props: ReviewOfUpdateProps) {
  const { kind, apiPath, flow, body, requireReason, busy, onConfirm, onClose } = props;
  const parsed = requestSchema(kind, "update").safeParse(body);
  const patch = parsed.success ? (parsed.data as FlowPatch) : null;
  const own = patch ? effectsOfUpdate(kind, flow, patch) : [];
  const effects = useToldEffects(`${apiPath}/preview`, body, own);
  // The form was checked before the review opened, so this only fails when both disagree: then nothing is sent.
  if (patch === null) return null;
  return (
    <ReviewDialog
      title="Review and save"
      description={`${flow.name || "This flow"}: saved changes are live at once.`}
      changes={diffFlows(flow, applyFlowPatch(kind, flow, patch))}
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
