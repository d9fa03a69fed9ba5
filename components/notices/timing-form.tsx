"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { keysOf } from "@/lib/json/json-value";
import { DIGESTS, type Timing } from "@/lib/notices/timing";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Returns the minutes since midnight; null for an empty field. */
function minutesOf(typed: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(typed) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

interface TimingFormProps {
  timing: Timing;
  /** The zone whose clock counts, in words. */
  zone: string;
  hasMail: boolean;
}

/** When a person wants to be written to. */
export function TimingForm({ timing, zone, hasMail }: TimingFormProps) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const [digest, setDigest] = useState(timing.digest);
  const [from, setFrom] = useState(timing.quiet ? clock(timing.quiet.from) : "");
  const [until, setUntil] = useState(timing.quiet ? clock(timing.quiet.until) : "");
  const hours = { from: minutesOf(from), until: minutesOf(until) };
  const isHalf = (hours.from === null) !== (hours.until === null);

  async function submit() {
    const quiet =
      hours.from === null || hours.until === null ? null : { from: hours.from, until: hours.until };
    const answer = await send("PATCH", "/api/me/notice-rules", { body: { timing: { digest, quiet } } });
    if (!answer.ok) return;
    toast.success("The hours count from now on");
    router.refresh();
  }

  return (
    <Form onSubmit={submit} className="flex flex-col divide-y *:py-3.5 *:first:pt-0 *:last:pb-0">
      <ProblemNotice problem={problem} />
      {hasMail ? (
        <Field id="notice-digest" label="Mails" hint="What happens in between is in one mail." row>
          {(control) => (
            <Select
              {...control}
              value={digest}
              onChange={({ target }) =>
                setDigest(keysOf(DIGESTS).find((name) => name === target.value) ?? "at_once")
              }
            >
              {keysOf(DIGESTS).map((name) => (
                <option key={name} value={name}>
                  {DIGESTS[name]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      <Field
        id="quiet-from"
        label="Quiet hours begin"
        hint={`Nothing goes out by mail or to channels then; it follows when they end. Times are those of ${zone}.`}
        error={isHalf ? "Quiet hours need a beginning and an end" : undefined}
        row
      >
        {(control) => (
          <Input {...control} type="time" value={from} onChange={({ target }) => setFrom(target.value)} />
        )}
      </Field>
      <Field id="quiet-until" label="Quiet hours end" hint="Leave both empty for none." row>
        {(control) => (
          <Input {...control} type="time" value={until} onChange={({ target }) => setUntil(target.value)} />
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" busy={busy} disabled={isHalf}>
          Save
        </Button>
      </div>
    </Form>
  );
}
