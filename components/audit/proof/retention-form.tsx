"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { KEEP_DAYS } from "@/lib/audit/rules";
import { listOf, number, object } from "../../http/answer-shape";
import { ProblemNotice } from "../../http/problem-notice";
import { sendRequest } from "../../http/send-request";
import { useRequest } from "../../http/use-request";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Form } from "../../ui/form";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { toast } from "../../ui/toast";
import { ConfirmRemoval, type RemovalQuestion } from "./confirm-removal";
import { newestTooOld, removalWords, typedDays } from "./keep-days";

interface RetentionFormProps {
  settingsPath: string;
  /** The events' address under `/api`. */
  apiPath: string;
  keepDays: number | null;
  /** The number of events that were removed before. */
  removed: number;
}

const eventList = object({ items: listOf(object({ sequence: number })) });

/** Returns how many events a rule would remove, in words. */
async function askHowMany(apiPath: string, days: number, removed: number): Promise<string> {
  const answer = await sendRequest("GET", newestTooOld(apiPath, days, Date.now()), { answer: eventList });
  if (!answer.ok) return "How many events are older than that could not be found out.";
  return removalWords(answer.data.items[0]?.sequence ?? null, removed);
}

/** Sets for how long events are kept. The typed number stays when it is refused. */
export function RetentionForm({ settingsPath, apiPath, keepDays, removed }: RetentionFormProps) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [forever, setForever] = useState(keepDays === null);
  const [typed, setTyped] = useState(String(keepDays ?? 365));
  const [error, setError] = useState<string | undefined>();
  const [asking, setAsking] = useState(false);
  const [question, setQuestion] = useState<RemovalQuestion | null>(null);

  async function save(days: number | null) {
    const answer = await send("PUT", settingsPath, { body: { keepDays: days } });
    setQuestion(null);
    if (!answer.ok) return;
    toast.success(days === null ? "Events are kept for ever" : `Events are kept for ${days} days`);
    router.refresh();
  }

  async function ask(days: number) {
    setAsking(true);
    const words = await askHowMany(apiPath, days, removed);
    setAsking(false);
    setQuestion({ days, words });
  }

  function submit() {
    setError(undefined);
    if (forever) return void save(null);
    const read = typedDays(typed);
    if ("error" in read) return setError(read.error);
    void ask(read.days);
  }

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4 border-t pt-4">
      <ProblemNotice problem={problemBeside("/keepDays")} />
      <div className="flex flex-wrap gap-4">
        <ForeverField forever={forever} onChange={setForever} />
        {forever ? null : (
          <Field
            id="keep-days"
            label="Days"
            className="w-28 grow"
            error={error ?? errorAt("/keepDays")}
            hint={`${KEEP_DAYS.fewest} to ${KEEP_DAYS.most}`}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <Button type="submit" variant="outline" className="w-fit" busy={busy || asking}>
        Save
      </Button>
      <ConfirmRemoval
        question={question}
        busy={busy}
        onClose={() => setQuestion(null)}
        onConfirm={(days) => void save(days)}
      />
    </Form>
  );
}

function ForeverField({ forever, onChange }: { forever: boolean; onChange: (forever: boolean) => void }) {
  return (
    <Field id="keep-events" label="Keep events" className="flex-1 basis-52">
      {(control) => (
        <Select
          {...control}
          value={forever ? "forever" : "days"}
          onChange={({ target }) => onChange(target.value === "forever")}
        >
          <option value="forever">For ever</option>
          <option value="days">For a number of days</option>
        </Select>
      )}
    </Field>
  );
}
