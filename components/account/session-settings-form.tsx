"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import {
  SESSION_SETTINGS,
  type SessionSettingName,
  type SessionSettings,
} from "@/lib/identity/session-settings";
import { keysOf } from "@/lib/json/json-value";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { toast } from "../ui/toast";
import { useUnsavedWarning } from "../ui/unsaved-changes";

const NAMES = keysOf(SESSION_SETTINGS);
const POINTERS = NAMES.map((name) => `/${name}`);

/** Sets how long everybody's sessions live. What is left empty is the default again. */
export function SessionSettingsForm({ settings }: { settings: SessionSettings }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [typed, setTyped] = useState<Partial<Record<SessionSettingName, string>>>({});
  const edited = NAMES.filter((name) => (typed[name] ?? String(settings[name])) !== String(settings[name]));
  useUnsavedWarning(edited.length > 0);

  async function submit() {
    const body = Object.fromEntries(
      edited.map((name) => [name, typed[name]?.trim() ? Number(typed[name]) : null]),
    );
    const answer = await send("PATCH", "/api/portal-settings", { body });
    if (!answer.ok) return;
    toast.success("The settings count from now on");
    setTyped({});
    router.refresh();
  }

  return (
    <Form onSubmit={submit} className="flex flex-col divide-y *:py-3.5 *:first:pt-0 *:last:pb-0">
      <ProblemNotice problem={problemBeside(...POINTERS)} />
      {NAMES.map((name) => {
        const { label, hint, unit, initial, least, most } = SESSION_SETTINGS[name];
        return (
          <Field
            key={name}
            id={`setting-${name}`}
            label={label}
            hint={`${hint} ${least} to ${most} ${unit}; ${initial} if it is left empty.`}
            error={errorAt(`/${name}`)}
            row
          >
            {(control) => (
              <span className="flex items-center gap-2">
                <Input
                  {...control}
                  type="number"
                  inputMode="numeric"
                  min={least}
                  max={most}
                  step={1}
                  className="max-w-32"
                  value={typed[name] ?? String(settings[name])}
                  onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
                />
                <span className="text-sm text-muted-foreground">{unit}</span>
              </span>
            )}
          </Field>
        );
      })}
      <div className="flex justify-end">
        <Button type="submit" busy={busy} disabled={edited.length === 0}>
          Save
        </Button>
      </div>
    </Form>
  );
}
