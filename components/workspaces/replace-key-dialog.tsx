"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { inputLimits } from "@/lib/text/text-rule";
import { API_KEY } from "@/lib/workspaces/rules";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Dialog, DialogActions, DialogContent, DialogTrigger } from "../ui/dialog";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { PasswordInput } from "../ui/password-input";
import { toast } from "../ui/toast";

/** Replaces a workspace's API key. The server checks the new one before the old one goes. */
export function ReplaceKeyDialog({ slug }: { slug: string }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const [open, setOpen] = useState(false);

  async function submit(form: FormData) {
    const apiKey = String(form.get("apiKey")).trim();
    const answer = await send("PUT", `/api/workspaces/${slug}/api-key`, { body: { apiKey } });
    if (!answer.ok) return;
    setOpen(false);
    toast.success("API key replaced");
    router.refresh();
  }

  return (
    <Dialog
      open={open}
      busy={busy}
      onOpenChange={(next) => {
        setOpen(next);
        clear();
      }}
    >
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <KeyRound aria-hidden />
          Replace
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Replace the API key"
        description="The new key is tried against Trillet first. It is stored encrypted and can never be read again."
      >
        <Form onSubmit={submit} className="flex flex-col gap-4">
          <ProblemNotice problem={problemBeside("/apiKey")} />
          <Field id="new-api-key" label="New API key" error={errorAt("/apiKey")}>
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
          <DialogActions className="mt-1" busy={busy}>
            <Button type="submit" busy={busy}>
              Replace key
            </Button>
          </DialogActions>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
