"use client";

import type { ReactNode } from "react";
import { type FieldValues, FormProvider } from "react-hook-form";
import { toast } from "sonner";
import { ConflictPanel } from "./conflict-panel";
import { SaveBar } from "./save-bar";
import type { useFlowEditor } from "./use-flow-editor";
import { RefusedNotice, UnknownOutcomeNotice } from "./write-notices";

interface FlowEditFormProps<Values extends FieldValues> {
  editor: ReturnType<typeof useFlowEditor<unknown, Values>>;
  workspaceApiPath: string;
  requireReason: boolean;
  children: ReactNode;
}

/** The frame of an edit form: its fields, what came of saving, and the bar that saves. */
export function FlowEditForm<Values extends FieldValues>(props: FlowEditFormProps<Values>) {
  const { editor, workspaceApiPath, requireReason, children } = props;
  const { form, outcome, save, loadTheirs } = editor;
  const schemaError = form.formState.errors.root?.schema?.message;

  async function afterCheck(): Promise<string | null> {
    const unsaved = await loadTheirs();
    if (unsaved === null) return null;
    // Loading the present state takes the notice away, so what was found out is said beside it.
    if (unsaved) toast.warning("The change was not made. Your text is still here, unsaved.");
    else toast.success("The change was made.");
    return null;
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void form.handleSubmit(save)(event)}
        className="flex flex-col gap-5"
      >
        {children}
        <div className="flex flex-col gap-3 empty:hidden">
          {schemaError ? (
            <p role="alert" className="text-sm text-destructive">
              {schemaError}
            </p>
          ) : null}
          {outcome.kind === "refused" ? (
            <RefusedNotice problem={outcome.problem} rest={outcome.rest} />
          ) : null}
          {outcome.kind === "conflict" ? (
            <ConflictPanel problem={outcome.problem} onLoadTheirs={loadTheirs} />
          ) : null}
          {outcome.kind === "unknown" ? (
            <UnknownOutcomeNotice
              workspaceApiPath={workspaceApiPath}
              changeId={outcome.changeId}
              onChecked={afterCheck}
            />
          ) : null}
        </div>
        <SaveBar
          dirty={editor.dirty}
          busy={editor.busy}
          locked={outcome.kind === "unknown"}
          reason={editor.reason}
          onReason={editor.setReason}
          requireReason={requireReason}
          reasonMissing={editor.reasonMissing}
          onDiscard={editor.discard}
        />
      </form>
    </FormProvider>
  );
}
