"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { inputLimits } from "@/lib/text/text-rule";
import { WORKSPACE_NAME } from "@/lib/workspaces/rules";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { Field, Label } from "../ui/field";
import { Input } from "../ui/input";
import { Switch } from "../ui/switch";

interface GeneralSettingsProps {
  workspace: { slug: string; name: string; requireReason: boolean };
  /** When false, everything is shown and nothing can be changed. */
  mayChange: boolean;
}

/** A workspace's name, and whether changes need a reason. */
export function GeneralSettings({ workspace, mayChange }: GeneralSettingsProps) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [name, setName] = useState(workspace.name);
  const [requireReason, setRequireReason] = useState(workspace.requireReason);
  const changed = {
    ...(name.trim() === workspace.name ? {} : { name: name.trim() }),
    ...(requireReason === workspace.requireReason ? {} : { requireReason }),
  };

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const answer = await send("PATCH", `/api/workspaces/${workspace.slug}`, { body: changed });
    if (!answer.ok) return;
    toast.success("Settings saved");
    router.refresh();
  }

  return (
    <SectionCard title="General">
      <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <ProblemNotice problem={problemBeside("/name")} />
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
        {mayChange ? (
          <div>
            <Button type="submit" busy={busy} disabled={Object.keys(changed).length === 0}>
              Save settings
            </Button>
          </div>
        ) : (
          <p className="text-sm text-muted-foreground">Changing these needs the role admin.</p>
        )}
      </form>
    </SectionCard>
  );
}
