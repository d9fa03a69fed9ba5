"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { object, text } from "../../http/answer-shape";
import { ProblemNotice } from "../../http/problem-notice";
import { useRequest } from "../../http/use-request";
import { Button } from "../../ui/button";
import { SectionCard } from "../../ui/card";
import { Dialog, DialogActions, DialogContent, DialogTrigger } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Form } from "../../ui/form";
import { Input } from "../../ui/input";
import { toast } from "../../ui/toast";

/** Replaces name and address of somebody who is disabled by a pseudonym, after their address was typed. */
export function LeaverCard({ person }: { person: { id: string; name: string; email: string } }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");

  async function submit() {
    const answer = await send("POST", `/api/users/${person.id}/pseudonym`, {
      body: { email: typed.trim() },
      answer: object({ name: text }),
    });
    if (!answer.ok) return;
    toast.success(`They are ${answer.data.name} from now on`);
    setOpen(false);
    router.refresh();
  }

  return (
    <SectionCard
      title="Has left for good"
      description="Name and address are replaced by a pseudonym. It can't be undone."
    >
      <Dialog
        open={open}
        busy={busy}
        onOpenChange={(next) => {
          setOpen(next);
          setTyped("");
          clear();
        }}
      >
        <DialogTrigger asChild>
          <Button variant="outline">Pseudonymise</Button>
        </DialogTrigger>
        <DialogContent title={`Pseudonymise ${person.name}?`}>
          <Form onSubmit={submit} className="flex flex-col gap-4">
            <ProblemNotice problem={problemBeside("/email")} />
            <ul className="list-disc pl-5 text-sm">
              <li>Name and address here become a pseudonym, such as “Person 7f3a”.</li>
              <li>
                The addresses and browsers of their sessions are removed, and all their roles and groups.
              </li>
              <li>
                The audit log keeps the name in what they did and what was done to them, since its events are
                signed. Retention removes old events.
              </li>
            </ul>
            <Field id="leaver-email" label={`Type ${person.email} to confirm`} error={errorAt("/email")}>
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
            </Field>
            <DialogActions className="mt-1" busy={busy}>
              <Button type="submit" variant="destructive" busy={busy} disabled={typed.trim() === ""}>
                Pseudonymise
              </Button>
            </DialogActions>
          </Form>
        </DialogContent>
      </Dialog>
    </SectionCard>
  );
}
