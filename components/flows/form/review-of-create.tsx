"use client";

import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { changesOfCreate } from "@/lib/flows/requests/create-effects";
import { effectsOfCreate } from "@/lib/flows/requests/write-effects";
import { RequestPreview } from "../review/request-preview";
import { ReviewDialog } from "../review/review-dialog";
import { agreementFor } from "./agreement-for";
import type { FlowForm } from "./flow-form";

interface ReviewOfCreateProps {
  dialect: Pick<FlowForm<never, never>, "kind" | "createSchema">;
  /** Where flows of this kind are created, under `/api`. */
  apiPath: string;
  body: Record<string, unknown>;
  requireReason: boolean;
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** The review of a new flow: what it will consist of, and what comes with it. */
export function ReviewOfCreate(props: ReviewOfCreateProps) {
  const { dialect, apiPath, body, requireReason, busy, onConfirm, onClose } = props;
  const parsed = dialect.createSchema.safeParse(body);
  // The form was checked before the review opened, so this only fails when both disagree: then nothing is sent.
  if (!parsed.success) return null;
  const wanted = parsed.data as CreateFlow;
  const effects = effectsOfCreate(dialect.kind, wanted);
  return (
    <ReviewDialog
      title="Review the new flow"
      description="This is exactly what will be created. Fields that you left empty get the upstream's own defaults."
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
