"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { inputLimits } from "@/lib/text/text-rule";
import { API_KEY, UPSTREAM_WORKSPACE_ID, WORKSPACE_NAME } from "@/lib/workspaces/rules";
import { object, text } from "../http/answer-shape";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { AppLink } from "../ui/app-link";
import { Button } from "../ui/button";
import { buttonVariants } from "../ui/button-variants";
import { Card } from "../ui/card";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { PasswordInput } from "../ui/password-input";
import { Select } from "../ui/select";

const PATHS = ["/name", "/upstream", "/upstreamWorkspaceId", "/apiKey"];

/** Registers one upstream tenant. The server checks the key before it stores anything. */
export function NewWorkspaceForm({ upstreams }: { upstreams: { name: string; url: string }[] }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [done, setDone] = useState(false);

  async function submit(form: FormData) {
    const body = Object.fromEntries(
      ["name", "upstream", "upstreamWorkspaceId", "apiKey"].map((name) => [
        name,
        String(form.get(name)).trim(),
      ]),
    );
    const answer = await send("POST", "/api/workspaces", { body, answer: object({ slug: text }) });
    if (!answer.ok) return;
    setDone(true);
    router.push(`/${answer.data.slug}/call-flows`);
    router.refresh();
  }

  return (
    <Card className="max-w-xl p-5">
      <Form onSubmit={submit} className="flex flex-col gap-5">
        <ProblemNotice problem={problemBeside(...PATHS)} />
        <Field
          id="name"
          label="Name"
          hint="What your team calls it. It also becomes the address."
          error={errorAt("/name")}
        >
          {(control) => (
            <Input {...control} autoFocus name="name" {...inputLimits(WORKSPACE_NAME)} autoComplete="off" />
          )}
        </Field>
        <UpstreamFields upstreams={upstreams} errorAt={errorAt} />
        <div className="flex gap-2">
          <Button type="submit" busy={busy || done}>
            Add workspace
          </Button>
          <AppLink href="/" className={buttonVariants({ variant: "outline" })}>
            Cancel
          </AppLink>
        </div>
      </Form>
    </Card>
  );
}

interface UpstreamFieldsProps {
  upstreams: { name: string; url: string }[];
  errorAt: (path: string) => string | undefined;
}

function UpstreamFields({ upstreams, errorAt }: UpstreamFieldsProps) {
  return (
    <>
      <Field
        id="upstream"
        label="Server"
        hint="The API that this workspace's flows live on. Whoever runs Switchboard decides which ones may be chosen."
        error={errorAt("/upstream")}
      >
        {(control) => (
          <Select {...control} name="upstream" required>
            {upstreams.map(({ name, url }) => (
              <option key={name} value={name}>
                {name} ({url})
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        id="upstreamWorkspaceId"
        label="Trillet workspace id"
        hint="In Trillet's dashboard: Settings, then Workspace. It is sent as x-workspace-id."
        error={errorAt("/upstreamWorkspaceId")}
      >
        {(control) => (
          <Input
            {...control}
            name="upstreamWorkspaceId"
            {...inputLimits(UPSTREAM_WORKSPACE_ID)}
            autoComplete="off"
            className="font-mono"
            spellCheck={false}
          />
        )}
      </Field>
      <Field
        id="apiKey"
        label="API key"
        hint="In Trillet's dashboard: Settings, then API keys. It is tried once now, stored encrypted, and can never be read again, only replaced."
        error={errorAt("/apiKey")}
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="apiKey"
            {...inputLimits(API_KEY)}
            autoComplete="new-password"
            className="font-mono"
          />
        )}
      </Field>
    </>
  );
}
