"use client";

import { BadgeCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ReviewCounts } from "@/lib/identity/access-review/read-review";
import { REVIEW_NOTE } from "@/lib/identity/rules";
import { ProblemNotice } from "../../http/problem-notice";
import { useRequest } from "../../http/use-request";
import { Button } from "../../ui/button";
import { Dialog, DialogActions, DialogContent, DialogTrigger } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Form } from "../../ui/form";
import { Textarea } from "../../ui/input";
import { toast } from "../../ui/toast";

/** Signs off who may do what, as the page shows it. */
export function SignOffDialog({ digest, counts }: { digest: string; counts: ReviewCounts }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const [open, setOpen] = useState(false);

  async function submit(form: FormData) {
    const note = String(form.get("note")).trim();
    const answer = await send("POST", "/api/access-review/sign-off", { body: { digest, note } });
    if (!answer.ok) return;
    toast.success("The review is signed off");
    setOpen(false);
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
        <Button>
          <BadgeCheck aria-hidden />
          Sign off
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Sign off this review?"
        description={`${counts.roles} roles and ${counts.owners} ${counts.owners === 1 ? "owner" : "owners"}, ${counts.people} people in all. It becomes an event of the portal's log, with your name and a digest of what was reviewed.`}
      >
        <Form onSubmit={submit} className="flex flex-col gap-4">
          <ProblemNotice problem={problemBeside("/note")} />
          <Field
            id="review-note"
            label="Note"
            hint="Such as what was asked or changed. The log keeps it."
            error={errorAt("/note")}
          >
            {(control) => <Textarea {...control} name="note" maxLength={REVIEW_NOTE.longest} />}
          </Field>
          <DialogActions className="mt-1" busy={busy}>
            <Button type="submit" busy={busy}>
              Sign off
            </Button>
          </DialogActions>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
