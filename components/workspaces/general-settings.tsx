"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { CallLimits } from "@/lib/flows/fields/call-limits";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { inputLimits } from "@/lib/text/text-rule";
import { WORKSPACE_NAME } from "@/lib/workspaces/rules";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { Field, Label } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { Switch } from "../ui/switch";
import { toast } from "../ui/toast";

const LIMITS = [
  { name: "maxCallDuration", label: fieldLabel("/settings/callSettings/maxCallDuration") },
  { name: "endCallOnSilence", label: fieldLabel("/settings/callSettings/endCallOnSilence") },
] as const;

/** The default call limits as they are typed. */
type TypedLimits = Record<(typeof LIMITS)[number]["name"], string>;

function typedLimits(limits: CallLimits | null): TypedLimits {
  const { maxCallDuration = "", endCallOnSilence = "" } = limits ?? {};
  return { maxCallDuration: String(maxCallDuration), endCallOnSilence: String(endCallOnSilence) };
}

/** The limits to send; null where both are empty. An empty one beside the other is left out, and so refused by name. */
function sentLimits(typed: TypedLimits): Partial<Record<keyof TypedLimits, number>> | null {
  const filled = Object.entries(typed).filter(([, text]) => text.trim() !== "");
  return filled.length === 0
    ? null
    : Object.fromEntries(filled.map(([name, text]) => [name, Number(text.replace(",", "."))]));
}

interface GeneralSettingsProps {
  workspace: {
    slug: string;
    name: string;
    requireReason: boolean;
    requireSecondFactor: boolean;
    defaultCallLimits: CallLimits | null;
  };
  /** When false, everything is shown and nothing can be changed. */
  mayChange: boolean;
}

/** A workspace's name, whether changes need a reason, and its default call limits. */
export function GeneralSettings({ workspace, mayChange }: GeneralSettingsProps) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [name, setName] = useState(workspace.name);
  const [requireReason, setRequireReason] = useState(workspace.requireReason);
  const [requireFactor, setRequireFactor] = useState(workspace.requireSecondFactor);
  const initialLimits = typedLimits(workspace.defaultCallLimits);
  const [limits, setLimits] = useState(initialLimits);
  const limitsDiffer = LIMITS.some((limit) => limits[limit.name].trim() !== initialLimits[limit.name]);
  const changed = {
    ...(name.trim() === workspace.name ? {} : { name: name.trim() }),
    ...(requireReason === workspace.requireReason ? {} : { requireReason }),
    ...(requireFactor === workspace.requireSecondFactor ? {} : { requireSecondFactor: requireFactor }),
    ...(limitsDiffer ? { defaultCallLimits: sentLimits(limits) } : {}),
  };

  async function submit() {
    const answer = await send("PATCH", `/api/workspaces/${workspace.slug}`, { body: changed });
    if (!answer.ok) return;
    toast.success("Settings saved");
    router.refresh();
  }

  return (
    <SectionCard title="General">
      <Form onSubmit={submit} className="flex flex-col gap-5">
        <ProblemNotice
          problem={problemBeside("/name", ...LIMITS.map((limit) => `/defaultCallLimits/${limit.name}`))}
        />
        <Field id="workspace-name" label="Name" error={errorAt("/name")} className="max-w-md">
          {(control) => (
            <Input
              {...control}
              value={name}
              {...inputLimits(WORKSPACE_NAME)}
              disabled={!mayChange}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="flex max-w-md items-start justify-between gap-4">
          <div>
            <Label htmlFor="require-reason">Ask for a reason with every change</Label>
            <p id="require-reason-hint" className="text-sm text-muted-foreground">
              Nobody can create or update a flow without saying why. The reason goes into the audit log.
            </p>
          </div>
          <Switch
            id="require-reason"
            aria-describedby="require-reason-hint"
            checked={requireReason}
            disabled={!mayChange}
            onCheckedChange={setRequireReason}
          />
        </div>
        <div className="flex max-w-md items-start justify-between gap-4">
          <div>
            <Label htmlFor="require-factor">Ask every member for a second factor</Label>
            <p id="require-factor-hint" className="text-sm text-muted-foreground">
              Members without an authenticator app or a passkey can&rsquo;t open this workspace before they
              have set one up. It counts at once, for you as well.
            </p>
          </div>
          <Switch
            id="require-factor"
            aria-describedby="require-factor-hint"
            checked={requireFactor}
            disabled={!mayChange}
            onCheckedChange={setRequireFactor}
          />
        </div>
        <fieldset className="flex max-w-md flex-col gap-3" aria-describedby="default-limits-hint">
          <legend className="text-sm font-medium">Default call limits</legend>
          <p id="default-limits-hint" className="text-sm text-muted-foreground">
            Some flows can only be changed together with their call limits. Where Trillet shows none of a
            flow, a change sets these. Without them, such a change is refused until somebody chooses limits.
          </p>
          {LIMITS.map((limit) => (
            <Field
              key={limit.name}
              id={`default-${limit.name}`}
              label={`${limit.label}, in seconds`}
              error={errorAt(`/defaultCallLimits/${limit.name}`)}
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  value={limits[limit.name]}
                  disabled={!mayChange}
                  autoComplete="off"
                  onChange={(event) => setLimits({ ...limits, [limit.name]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </fieldset>
        {mayChange ? (
          <div>
            <Button type="submit" busy={busy} disabled={Object.keys(changed).length === 0}>
              Save settings
            </Button>
          </div>
        ) : (
          <p className="text-sm text-muted-foreground">Changing these needs the role admin.</p>
        )}
      </Form>
    </SectionCard>
  );
}
