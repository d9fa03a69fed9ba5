"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PERSON_NAME } from "@/lib/identity/rules";
import { LONGEST_EMAIL } from "@/lib/text/email-address";
import { inputLimits } from "@/lib/text/text-rule";
import { object, text } from "../http/answer-shape";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "../ui/dialog";
import { Field, Label } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { InviteLink } from "./invite-link";

/** Adds a person and shows the link with which they choose a password. */
export function AddPersonDialog() {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const [open, setOpen] = useState(false);
  const [invited, setInvited] = useState<{ name: string; url: string } | null>(null);

  async function submit(form: FormData) {
    const name = String(form.get("name")).trim();
    const body = { name, email: String(form.get("email")).trim(), owner: form.get("owner") === "on" };
    const answer = await send("POST", "/api/users", { body, answer: object({ inviteUrl: text }) });
    if (!answer.ok) return;
    setInvited({ name, url: answer.data.inviteUrl });
    router.refresh();
  }

  function changeOpen(next: boolean) {
    setOpen(next);
    setInvited(null);
    clear();
  }

  return (
    <Dialog open={open} busy={busy} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button>
          <UserPlus aria-hidden />
          Add person
        </Button>
      </DialogTrigger>
      <DialogContent
        title={invited ? `${invited.name} is invited` : "Add person"}
        description={invited ? undefined : "They get a link with which they choose a password."}
      >
        {invited ? (
          <>
            <InviteLink {...invited} />
            <p className="mt-4 text-sm text-muted-foreground">
              Next, make them a member of a workspace in that workspace&rsquo;s settings.
            </p>
            <DialogFooter>
              <DialogClose asChild>
                <Button variant="outline">Done</Button>
              </DialogClose>
            </DialogFooter>
          </>
        ) : (
          <Form onSubmit={submit} className="flex flex-col gap-4">
            <ProblemNotice problem={problemBeside("/name", "/email")} />
            <Field id="person-name" label="Name" error={errorAt("/name")}>
              {(control) => (
                <Input {...control} name="name" {...inputLimits(PERSON_NAME)} autoComplete="off" />
              )}
            </Field>
            <Field id="person-email" label="E-mail" error={errorAt("/email")}>
              {(control) => (
                <Input
                  {...control}
                  name="email"
                  type="email"
                  required
                  maxLength={LONGEST_EMAIL}
                  autoComplete="off"
                />
              )}
            </Field>
            <div className="flex items-start gap-2.5">
              <input id="person-owner" name="owner" type="checkbox" className="mt-1 size-4 accent-primary" />
              <div>
                <Label htmlFor="person-owner">Owner</Label>
                <p className="text-sm text-muted-foreground">
                  Also manages workspaces, people and the portal itself.
                </p>
              </div>
            </div>
            <DialogFooter className="mt-1">
              <DialogClose asChild>
                <Button variant="outline" disabled={busy}>
                  Cancel
                </Button>
              </DialogClose>
              <Button type="submit" busy={busy}>
                Add person
              </Button>
            </DialogFooter>
          </Form>
        )}
      </DialogContent>
    </Dialog>
  );
}
