"use client";

import { useState } from "react";
import { type FieldValues, FormProvider } from "react-hook-form";
import { driftState } from "@/lib/flows/diff/drift-state";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import type { Flow } from "@/lib/flows/model/flow";
import type { FlowDrift } from "@/lib/mirror/drift";
import { useLatePart } from "../../ui/late-part";
import { toast } from "../../ui/toast";
import { DraftNotice } from "../drafts/draft-notice";
import { DriftNotice } from "../drift/drift-notice";
import { fieldPointer, replaceValues } from "../values/nested-values";
import { useReview } from "./expected-parts";
import { FormKindProvider } from "./fields/form-kind";
import { allFinished, FLOW_FORM_ID, focusFirstError } from "./form-errors";
import { FormFailures } from "./form-foot";
import type { FormSections } from "./form-layout";
import { FormViews } from "./form-views";
import { SaveBar } from "./save-bar";
import type { useFlowEditor } from "./use-flow-editor";
import { useFormMarks } from "./use-form-marks";

type Editor<Own extends Flow, Values extends FieldValues> = ReturnType<typeof useFlowEditor<Own, Values>>;

interface FlowEditFormProps<Own extends Flow, Values extends FieldValues> {
  editor: Editor<Own, Values>;
  apiPath: string;
  workspaceSlug: string;
  requireReason: boolean;
  drift: FlowDrift | null;
  sections: FormSections;
}

/** The frame of an edit form: its fields, the outcome of saving, the review before that and the bar that opens it. */
export function FlowEditForm<Own extends Flow, Values extends FieldValues>(
  props: FlowEditFormProps<Own, Values>,
) {
  const { editor, apiPath, workspaceSlug, sections } = props;
  const { form, dialect, outcome } = editor;
  const workspaceApiPath = `/api/workspaces/${workspaceSlug}`;
  const marks = useFormMarks(form, editor.base.values);
  const [unfinished] = useState(() => new Map<string, string>());

  const review = () => editor.setReviewing(allFinished(form, unfinished));

  function discard() {
    const values = form.getValues();
    editor.discard();
    toast("Your edits are discarded", {
      action: { label: "Undo", onClick: () => replaceValues(form, editor.base.values, values) },
    });
  }

  return (
    <FormKindProvider
      kind={dialect.kind}
      mode="update"
      workspaceApiPath={workspaceApiPath}
      unfinished={unfinished}
      kept={editor.base.flow.kept}
      edited={marks.edited}
      initial={editor.base.values}
    >
      <FormProvider {...form}>
        <div className="mb-5 empty:hidden">
          <Drift {...props} />
        </div>
        <form
          id={FLOW_FORM_ID}
          noValidate
          onSubmit={(event) => void form.handleSubmit(review, () => focusFirstError())(event)}
          className="flex flex-col gap-5"
        >
          <DraftNotice
            earlier={editor.earlier}
            authors={editor.authors}
            onDecide={editor.decideNow}
            onRetry={editor.earlier.retry}
            onDiscard={discard}
          />
          <FormViews
            form={form}
            initial={editor.base.values}
            marks={marks}
            sections={sections}
            json={{
              flow: editor.base.flow,
              kind: dialect.kind,
              toBody: (values) => dialect.patch(editor.base.values, values),
              apiPath,
            }}
          />
          <SaveBar
            marks={marks}
            dirty={editor.dirty}
            busy={editor.busy}
            locked={outcome.kind === "unknown"}
            kept={editor.kept}
            lastSave={editor.lastSave}
            notices={
              outcome.kind === "none" && !form.formState.errors.root ? null : (
                <FormFailures
                  outcome={outcome}
                  workspaceApiPath={workspaceApiPath}
                  onChecked={() => sayWhatWasFound(editor.reload)}
                />
              )
            }
            onDiscard={discard}
          />
        </form>
        <Review {...props} />
        <Conflict editor={editor} />
      </FormProvider>
    </FormKindProvider>
  );
}

function Review<Own extends Flow, Values extends FieldValues>(props: FlowEditFormProps<Own, Values>) {
  const { editor, apiPath, requireReason } = props;
  const { dialect, form, base } = editor;
  const late = useReview(editor.reviewing, () => editor.setReviewing(false));
  if (!editor.reviewing || !late) return null;
  return (
    <late.ReviewOfUpdate
      kind={dialect.kind}
      apiPath={apiPath}
      flow={base.flow}
      body={dialect.patch(base.values, form.getValues())}
      requireReason={requireReason}
      busy={editor.busy}
      onConfirm={(reason) => void editor.save(reason)}
      onClose={() => editor.setReviewing(false)}
    />
  );
}

/** The drift notice, with the unsaved edits that only this device knows. */
function Drift<Own extends Flow, Values extends FieldValues>(props: FlowEditFormProps<Own, Values>) {
  const { editor, drift, apiPath, workspaceSlug, requireReason } = props;
  if (drift === null) return null;
  const changedUpstream = drift.state === "changed_upstream";
  const state = driftState({ seen: drift.current !== null, changedHere: editor.dirty, changedUpstream });
  return (
    <DriftNotice
      apiPath={apiPath}
      workspaceSlug={workspaceSlug}
      etag={editor.base.etag}
      drift={{ ...drift, state }}
      mayEdit
      requireReason={requireReason}
    />
  );
}

const loadMergePanel = () => import("../conflict/merge-panel").then(({ MergePanel }) => MergePanel);

function Conflict<Own extends Flow, Values extends FieldValues>({ editor }: { editor: Editor<Own, Values> }) {
  const { conflict, close } = editor.conflict;
  const MergePanel = useLatePart(loadMergePanel, conflict !== null, close);
  if (conflict === null || !MergePanel) return null;
  return (
    <MergePanel
      key={conflict.theirs.etag}
      merge={conflict.merge}
      authors={conflict.authors}
      labelOf={(name) => fieldLabel(fieldPointer(name))}
      pathOf={fieldPointer}
      busy={editor.busy}
      onSave={(merged) => void editor.saveMerged(merged)}
      onKeepEditing={editor.keepEditing}
      onCancel={close}
    />
  );
}

/** Says the result of a check in a toast, since loading the present state removes the notice of an unknown outcome. */
async function sayWhatWasFound(reload: () => Promise<boolean | null>): Promise<null> {
  const unsaved = await reload();
  if (unsaved === true) toast.warning("The change was not made. Your text is still here, unsaved.");
  if (unsaved === false) toast.success("The change was made.");
  return null;
}
