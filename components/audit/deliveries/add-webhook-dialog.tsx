"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LONGEST_RECEIVER } from "@/lib/audit/rules";
import { object, text } from "../../http/answer-shape";
import { ProblemNotice } from "../../http/problem-notice";
import { useRequest } from "../../http/use-request";
import { Button } from "../../ui/button";
import {
  Dialog,
  DialogActions,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogTrigger,
} from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Form } from "../../ui/form";
import { Input } from "../../ui/input";
import { SecretOnce } from "./secret-once";

/** Adds a new receiver, and shows its secret once. */
export function AddWebhookDialog({ apiPath }: { apiPath: string }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);

  async function submit(form: FormData) {
    const url = String(form.get("url")).trim();
    const answer = await send("POST", apiPath, { body: { url }, answer: object({ secret: text }) });
    if (answer.ok) setSecret(answer.data.secret);
  }

  function changeOpen(next: boolean) {
    setOpen(next);
    clear();
    if (next || secret === null) return;
    setSecret(null);
    router.refresh();
  }

  return (
    <Dialog open={open} busy={busy} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Add receiver
        </Button>
      </DialogTrigger>
      <DialogContent
        title={secret ? "Keep the secret" : "Add receiver"}
        description={
          secret ? undefined : "From now on it gets every new event of this log, signed, within seconds."
        }
        // A click beside the dialog must not close it before the secret is saved.
        onInteractOutside={(event) => {
          if (secret) event.preventDefault();
        }}
      >
        {secret ? (
          <>
            <SecretOnce secret={secret} />
            <DialogFooter>
              <DialogClose asChild>
                <Button>I have kept it</Button>
              </DialogClose>
            </DialogFooter>
          </>
        ) : (
          <Form onSubmit={submit} className="flex flex-col gap-4">
            <ProblemNotice problem={problemBeside("/url")} />
            <Field
              id="webhook-url"
              label="Address"
              hint="An https address that takes POST requests. Redirects are not followed."
              error={errorAt("/url")}
            >
              {(control) => (
                <Input
                  {...control}
                  name="url"
                  type="url"
                  required
                  maxLength={LONGEST_RECEIVER}
                  autoComplete="off"
                  placeholder="https://siem.example.com/switchboard"
                />
              )}
            </Field>
            <DialogActions className="mt-1" busy={busy}>
              <Button type="submit" busy={busy}>
                Add receiver
              </Button>
            </DialogActions>
          </Form>
        )}
      </DialogContent>
    </Dialog>
  );
}
