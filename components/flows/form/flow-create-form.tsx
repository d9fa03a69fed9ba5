"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { type DefaultValues, type FieldValues, FormProvider } from "react-hook-form";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
import { DraftNotice } from "../drafts/draft-notice";
import type { KeptIn } from "../drafts/draft-store";
import { useReview } from "./expected-parts";
import { FormKindProvider } from "./fields/form-kind";
import { allFinished, FLOW_FORM_ID, focusFirstError } from "./form-errors";
import { FormFailures } from "./form-foot";
import type { FormSections } from "./form-layout";
import { FormViews } from "./form-views";
import { useSaveShortcut } from "./save-bar";
import type { useFlowCreate } from "./use-flow-create";
import { useFormMarks } from "./use-form-marks";

interface FlowCreateFormProps<Flow, Values extends FieldValues> {
  creator: ReturnType<typeof useFlowCreate<Flow, Values>>;
  requireReason: boolean;
  sections: FormSections;
}

/** In a new flow everything is new, so that nothing is marked as changed. */
const NO_EDITS: readonly string[] = [];

/** The frame of a form that creates a flow: its fields, the outcome of sending, and the review before that. */
export function FlowCreateForm<Flow, Values extends FieldValues>(props: FlowCreateFormProps<Flow, Values>) {
  const { creator, requireReason, sections } = props;
  const { dialect, form, outcome, earlier, apiPath } = creator;
  const router = useRouter();
  const workspaceApiPath = apiPath.slice(0, apiPath.lastIndexOf("/"));
  const marks = useFormMarks(form, creator.base.values);
  const [unfinished] = useState(() => new Map<string, string>());

  const late = useReview(creator.reviewing, () => creator.setReviewing(false));
  const review = () => creator.setReviewing(allFinished(form, unfinished));

  function discard() {
    form.reset(creator.base.values as DefaultValues<Values>);
    earlier.forget();
  }

  return (
    <FormKindProvider
      kind={dialect.kind}
      mode="create"
      workspaceApiPath={workspaceApiPath}
      unfinished={unfinished}
      edited={NO_EDITS}
      initial={creator.base.values}
    >
      <FormProvider {...form}>
        <form
          id={FLOW_FORM_ID}
          noValidate
          onSubmit={(event) => void form.handleSubmit(review, () => focusFirstError())(event)}
          className="flex flex-col gap-5"
        >
          <DraftNotice earlier={earlier} onRetry={earlier.retry} onDiscard={discard} />
          <FormViews
            form={form}
            initial={creator.base.values}
            marks={marks}
            sections={sections}
            json={{
              flow: null,
              kind: dialect.kind,
              toBody: dialect.body,
              apiPath,
            }}
          />
          <CreateBar
            listPath={creator.listPath}
            busy={creator.busy}
            // Sending again could make the flow twice (upstream quirk Q32).
            locked={outcome.kind === "unknown"}
            kept={creator.kept}
          >
            <FormFailures
              outcome={outcome}
              workspaceApiPath={workspaceApiPath}
              onChecked={async () => {
                router.refresh();
                return null;
              }}
            />
          </CreateBar>
        </form>
        {creator.reviewing && late ? (
          <late.ReviewOfCreate
            kind={dialect.kind}
            apiPath={apiPath}
            body={dialect.body(form.getValues())}
            requireReason={requireReason}
            busy={creator.busy}
            onConfirm={(reason) => void creator.create(reason)}
            onClose={() => creator.setReviewing(false)}
          />
        ) : null}
      </FormProvider>
    </FormKindProvider>
  );
}

interface CreateBarProps {
  listPath: string;
  busy: boolean;
  locked: boolean;
  kept: KeptIn;
  /** The outcome of the last attempt, in view with the bar. */
  children: ReactNode;
}

function CreateBar({ listPath, busy, locked, kept, children }: CreateBarProps) {
  useSaveShortcut();
  return (
    <div className="sticky bottom-3 z-10 flex flex-col gap-3 rounded-lg border bg-raised px-4 py-3 shadow-bar">
      {children}
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
        <span role="status" className="flex-1 basis-48 text-sm text-muted-foreground">
          {kept === "device" ? "Kept on this device until you create it" : null}
          {kept === "tab" ? "Kept in this tab only, until you create it or close or reload the tab" : null}
        </span>
        <div className="flex gap-2">
          <AppLink href={listPath} className={buttonVariants({ variant: "ghost" })}>
            Cancel
          </AppLink>
          <Button type="submit" busy={busy} disabled={locked} aria-keyshortcuts="Control+S">
            Create flow
          </Button>
        </div>
      </div>
    </div>
  );
}
