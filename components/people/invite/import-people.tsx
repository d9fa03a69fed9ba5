"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, useState } from "react";
import { listOf, number, object, orNull, text } from "../../http/answer-shape";
import { ProblemNotice } from "../../http/problem-notice";
import { useRequest } from "../../http/use-request";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
import { SectionCard } from "../../ui/card";
import { Field, Label } from "../../ui/field";
import { Textarea } from "../../ui/input";
import { useHydrated } from "../../ui/use-hydrated";
import { type AdmittedPerson, admittedRole, isAdmitted, outcome } from "./admitted";
import { AdmittedList } from "./admitted-list";
import { type ImportPreview, ImportPreviewPanel } from "./import-preview";

const EXAMPLE = `name,email,workspace,role,group,owner
Mia Chen,mia@example.com,Harbour Dental,editor,,
Mia Chen,mia@example.com,,viewer,Field team,
Tom Okafor,tom@example.com,,,,yes`;

const isPreview = object<ImportPreview>({
  fingerprint: orNull(text),
  faults: listOf(object({ line: number, column: orNull(text), message: text })),
  people: listOf(
    object({
      line: number,
      email: text,
      name: text,
      outcome,
      reason: orNull(text),
      roles: listOf(admittedRole),
    }),
  ),
});

/** Reads a list of people, shows what an import would do, and imports it. */
export function ImportPeople() {
  const router = useRouter();
  const hydrated = useHydrated();
  const { busy, problem, send, clear } = useRequest();
  const [csv, setCsv] = useState("");
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [admitted, setAdmitted] = useState<AdmittedPerson[] | null>(null);

  function change(next: string) {
    setCsv(next);
    setPreview(null);
    clear();
  }

  async function readFile(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.target.files ?? [];
    // The same file can be chosen again after it was edited.
    const { target } = event;
    if (file) change(await file.text());
    target.value = "";
  }

  async function look() {
    const answer = await send("POST", "/api/users/import/preview", { body: { csv }, answer: isPreview });
    if (answer.ok) setPreview(answer.data);
  }

  async function run(fingerprint: string) {
    const body = { csv, fingerprint };
    const answer = await send("POST", "/api/users/import", { body, answer: isAdmitted });
    if (!answer.ok) {
      // What was shown is not what would happen any more.
      if (answer.problem.status === 409) setPreview(null);
      return;
    }
    setAdmitted(answer.data.items);
    router.refresh();
  }

  if (admitted) {
    return (
      <SectionCard
        title="The list is imported"
        actions={
          <AppLink href="/people" className={buttonVariants({ variant: "outline", size: "sm" })}>
            To the people
          </AppLink>
        }
      >
        <AdmittedList people={admitted} />
      </SectionCard>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <SectionCard
        title="List"
        description="One line for each role; a person may have several lines. Nobody's role becomes less by an import."
      >
        <div className="flex flex-col gap-4">
          <Field
            id="people-csv"
            label="CSV"
            hint="The first line names the columns: name, email, workspace, role, group, owner. Only email is needed."
          >
            {(control) => (
              <Textarea
                {...control}
                dir="ltr"
                rows={10}
                spellCheck={false}
                placeholder={EXAMPLE}
                className="font-mono text-sm sm:text-sm"
                value={csv}
                onChange={(event) => change(event.target.value)}
              />
            )}
          </Field>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <div className="flex min-w-0 flex-wrap items-center gap-2">
              <Label htmlFor="people-file">Or a file</Label>
              <input
                id="people-file"
                type="file"
                accept=".csv,.txt,.tsv,text/csv,text/plain"
                disabled={!hydrated}
                data-waking={hydrated ? undefined : ""}
                className="max-w-full text-sm file:mr-2 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-input/60 file:bg-card file:px-2.5 file:text-sm file:font-medium file:text-foreground"
                onChange={(event) => void readFile(event)}
              />
            </div>
            <Button
              variant={preview?.fingerprint ? "outline" : "primary"}
              busy={busy && preview === null}
              disabled={csv.trim() === ""}
              onClick={() => void look()}
            >
              Preview
            </Button>
          </div>
        </div>
      </SectionCard>
      <ProblemNotice problem={problem} />
      {preview ? (
        <ImportPreviewPanel preview={preview} busy={busy} onImport={(mark) => void run(mark)} />
      ) : null}
    </div>
  );
}
