"use client";

import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Disclosure } from "./disclosure";
import { DraftBasics, DraftBody } from "./draft-basics";
import { DraftHeaders } from "./draft-headers";
import { DraftResponseVariables } from "./draft-response-variables";
import { DraftTesting } from "./draft-testing";
import { DraftVariables } from "./draft-variables";
import type { WebhookDraft } from "./webhook-draft";
import type { WebhookProblem } from "./webhook-draft-problems";

interface AddedWebhookProps {
  /** Begins the ids of its fields. */
  id: string;
  draft: WebhookDraft;
  problems: WebhookProblem[];
  /** Returns what is wrong at a place of the draft, as a JSON pointer into it; "" is the webhook itself. */
  errorAt: (pointer: string) => string | undefined;
  onChange: (changes: Partial<WebhookDraft>) => void;
  onRemove: () => void;
}

/** A webhook that will be added by the next save, with all of its fields. */
export function AddedWebhook({ id, draft, problems, errorAt, onChange, onRemove }: AddedWebhookProps) {
  const problemAt = (pointer: string) =>
    errorAt(pointer) ?? problems.find(({ path }) => path === pointer)?.message;
  const part = { id, draft, onChange, errorAt: problemAt };
  const doubts = problems.filter(({ path }) => path === "");
  // What is wrong with a part that has no field of its own is said for the whole webhook.
  const error = ["", "/headers", "/variables", "/responseVariables"].map(errorAt).find(Boolean);
  const title = draft.name.trim() === "" ? "New webhook" : draft.name;
  return (
    <fieldset
      tabIndex={-1}
      aria-invalid={error ? true : undefined}
      aria-describedby={error ? `${id}-error` : undefined}
      className="min-w-0 rounded-md border border-primary/50 bg-accent/30"
    >
      <legend className="sr-only">{`${title}: added, not saved yet`}</legend>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b border-primary/20 px-3 py-2">
        <span aria-hidden className="font-medium wrap-anywhere">
          {title}
        </span>
        <Badge tone="warn" aria-hidden>
          Added, not saved yet
        </Badge>
        <Button
          variant="destructive-ghost"
          size="sm"
          className="ml-auto"
          aria-label={`Remove ${title}`}
          onClick={onRemove}
        >
          <Trash2 aria-hidden />
          Remove
        </Button>
      </div>
      <div className="flex flex-col gap-4 px-3 py-4">
        {doubts.map(({ message }) => (
          <Notice key={message} tone="warn" title="Twice the same?">
            {message}
          </Notice>
        ))}
        {error ? (
          <p id={`${id}-error`} className="text-sm text-destructive">
            {error}
          </p>
        ) : null}
        <DraftBasics {...part} />
        <div className="flex flex-col divide-y rounded-md border bg-card">
          <DraftParts part={part} draft={draft} problemAt={problemAt} />
        </div>
      </div>
    </fieldset>
  );
}

interface DraftPartsProps {
  part: Parameters<typeof DraftHeaders>[0];
  draft: WebhookDraft;
  problemAt: (pointer: string) => string | undefined;
}

function DraftParts({ part, draft, problemAt }: DraftPartsProps) {
  /** Whether a list of rows has an error. */
  const wrongIn = (list: "headers" | "variables" | "responseVariables") =>
    draft[list].some((row, position) =>
      [...Object.keys(row).map((field) => `/${list}/${position}/${field}`), `/${list}/${row.name}`].some(
        problemAt,
      ),
    );
  return (
    <>
      <Part title="Headers" about={counted(draft.headers.length)} wrong={wrongIn("headers")}>
        <DraftHeaders {...part} />
      </Part>
      <Part title="Variables" about={counted(draft.variables.length)} wrong={wrongIn("variables")}>
        <DraftVariables {...part} />
      </Part>
      <Part title="Body" about={filledWord(draft.body)} wrong={problemAt("/body") !== undefined}>
        <DraftBody {...part} />
      </Part>
      <Part
        title="Response variables"
        about={counted(draft.responseVariables.length)}
        wrong={wrongIn("responseVariables")}
      >
        <DraftResponseVariables {...part} />
      </Part>
      <Part
        title="Spoken text and testing"
        about={draft.isTesting ? "testing" : filledWord(draft.textToSpeak + draft.testResponse)}
        wrong={["/textToSpeak", "/isTesting", "/testResponse"].some(problemAt)}
      >
        <DraftTesting {...part} />
      </Part>
    </>
  );
}

function counted(count: number): string {
  return count === 0 ? "none" : String(count);
}

function filledWord(text: string): string {
  return text === "" ? "none" : "filled in";
}

function Part({
  title,
  about,
  wrong,
  children,
}: {
  title: string;
  about: string;
  wrong: boolean;
  children: ReactNode;
}) {
  return (
    <Disclosure
      demanding={wrong}
      summaryClassName="px-3 py-2"
      summary={
        <>
          <span className="font-medium">{title}</span>
          <span className="ml-2 text-muted-foreground">{about}</span>
        </>
      }
    >
      <div className="px-3 pt-1 pb-4">{children}</div>
    </Disclosure>
  );
}
