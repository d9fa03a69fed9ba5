"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type DefaultValues, type FieldValues, FormProvider } from "react-hook-form";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
import { DraftNotice } from "../drafts/draft-notice";
import { FormKindProvider } from "./fields/form-kind";
import { ReviewOfCreate } from "./flow-review";
import { allFinished } from "./form-errors";
import { FormFailures } from "./form-foot";
import type { FormSections } from "./form-layout";
import { FormViews } from "./form-views";
import type { useFlowCreate } from "./use-flow-create";

interface FlowCreateFormProps<Flow, Values extends FieldValues> {
  creator: ReturnType<typeof useFlowCreate<Flow, Values>>;
  requireReason: boolean;
  sections: FormSections;
}

/** The frame of a form that creates a flow: its fields, the outcome of sending, and the review before that. */
export function FlowCreateForm<Flow, Values extends FieldValues>(props: FlowCreateFormProps<Flow, Values>) {
  const { creator, requireReason, sections } = props;
  const { dialect, form, outcome, earlier, apiPath } = creator;
  const router = useRouter();
  const workspaceApiPath = apiPath.slice(0, apiPath.lastIndexOf("/"));
  const [unfinished] = useState(() => new Map<string, string>());

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
    >
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) =>
            void form.handleSubmit(() => creator.setReviewing(allFinished(form, unfinished)))(event)
          }
          className="flex flex-col gap-5"
        >
          <DraftNotice earlier={earlier} onDiscard={discard} />
          <FormViews
            form={form}
            initial={creator.base.values}
            sections={sections}
            json={{
              flow: null,
              kind: dialect.kind,
              toBody: dialect.body,
              schema: dialect.createSchema,
              apiPath,
            }}
          />
          <FormFailures
            outcome={outcome}
            workspaceApiPath={workspaceApiPath}
            onChecked={async () => {
              router.refresh();
              return null;
            }}
          />
          <CreateBar
            listPath={creator.listPath}
            busy={creator.busy}
            // Sending again could make the flow twice (upstream quirk Q32).
            locked={outcome.kind === "unknown"}
            kept={creator.kept}
          />
        </form>
        {creator.reviewing ? (
          <ReviewOfCreate
            dialect={dialect}
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
  kept: boolean;
}

function CreateBar({ listPath, busy, locked, kept }: CreateBarProps) {
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t bg-background px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
      <span role="status" className="text-sm text-muted-foreground">
        {kept ? "Kept on this device until you create it" : ""}
      </span>
      <div className="flex gap-2">
        <AppLink href={listPath} className={buttonVariants({ variant: "outline" })}>
          Cancel
        </AppLink>
        <Button type="submit" busy={busy} disabled={locked}>
          Create flow
        </Button>
      </div>
    </div>
  );
}
