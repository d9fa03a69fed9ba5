"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { object, text } from "../http/answer-shape";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Dialog, DialogActions, DialogContent, DialogTrigger } from "../ui/dialog";
import { OnceText } from "../ui/once-text";
import { NewTokenForm, type NewTokenValues, type OwnWorkspace } from "./new-token-form";

const made = object({ id: text, token: text });

/** Makes a token, and shows it once. */
export function NewTokenDialog({ workspaces }: { workspaces: OwnWorkspace[] }) {
  const router = useRouter();
  const request = useRequest();
  const [open, setOpen] = useState(false);
  const [token, setToken] = useState<{ text: string; name: string; slug: string } | null>(null);

  async function submit(values: NewTokenValues) {
    const answer = await request.send("POST", "/api/tokens", { body: values, answer: made });
    if (!answer.ok) return;
    setToken({ text: answer.data.token, name: values.name, slug: values.workspaces[0] ?? "" });
    router.refresh();
  }

  function changeOpen(next: boolean) {
    setOpen(next);
    setToken(null);
    request.clear();
  }

  return (
    <Dialog open={open} busy={request.busy} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Plus aria-hidden />
          New token
        </Button>
      </DialogTrigger>
      <DialogContent
        title={token ? `The token ${token.name} is made` : "New token"}
        description={
          token ? undefined : "It can do what you allow here, and never more than you may yourself."
        }
      >
        {token ? (
          <>
            <OnceText id="new-token" label="Token" text={token.text} copyLabel="Copy token">
              Copy it now into the settings of your script: it is not shown again. Whoever has it can act in
              your name.
            </OnceText>
            <Example slug={token.slug} />
            <DialogActions cancel="Done" />
          </>
        ) : (
          <NewTokenForm workspaces={workspaces} request={request} onSubmit={submit} />
        )}
      </DialogContent>
    </Dialog>
  );
}

/** A command that uses the token. It names a variable, so that the token gets into no history of a shell. */
function Example({ slug }: { slug: string }) {
  const path = `${window.location.origin}/api/workspaces/${slug}/call-flows`;
  return (
    <div className="mt-4">
      <p className="text-sm">With the token in the variable SWITCHBOARD_TOKEN:</p>
      <pre className="mt-1.5 overflow-x-auto rounded-md border bg-muted px-3 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {`curl -H "Authorization: Bearer $SWITCHBOARD_TOKEN" ${path}`}
      </pre>
    </div>
  );
}
