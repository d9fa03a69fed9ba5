"use client";

import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { buttonVariants } from "../ui/button-variants";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "../ui/dialog";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { PasswordInput } from "../ui/input";

interface ProveIdentityDialogProps {
  email: string;
  /** The proof that a request waits for; null while none does. */
  wanted: { settle: (proved: boolean) => void } | null;
}

/** Asks for the password before something that needs to be sure who the person is. What they began goes on afterwards. */
export function ProveIdentityDialog({ email, wanted }: ProveIdentityDialogProps) {
  const { busy, send, errorAt, problemBeside, clear } = useRequest();

  function close(proved: boolean) {
    clear();
    wanted?.settle(proved);
  }

  async function submit(form: FormData) {
    const body = { password: String(form.get("password")) };
    const answer = await send("POST", "/api/me/reauthenticate", { body });
    if (answer.ok) close(true);
  }

  return (
    <Dialog open={wanted !== null} busy={busy} onOpenChange={() => close(false)}>
      <DialogContent
        title="Confirm that it is you"
        description="This changes who may do what, or how somebody signs in. Your password is enough for the next ten minutes."
        className="max-w-md"
      >
        <Form onSubmit={submit}>
          <ProblemNotice problem={problemBeside("/password")} />
          {/* A password manager finds by it whose password this is. */}
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <Field id="proof-password" label="Your password" error={errorAt("/password")}>
            {(control) => (
              <PasswordInput {...control} name="password" autoComplete="current-password" required />
            )}
          </Field>
          <DialogFooter>
            <DialogClose className={buttonVariants({ variant: "outline" })}>Cancel</DialogClose>
            <Button type="submit" busy={busy}>
              Confirm
            </Button>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
