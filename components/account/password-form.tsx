"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { NewPasswordFields } from "../passwords/new-password-fields";
import { useNewPassword } from "../passwords/use-new-password";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { PasswordInput } from "../ui/password-input";
import { toast } from "../ui/toast";

/** Sets a new password for the person who is signed in; it needs the present one. */
export function PasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const { names, faults, chosenIn } = useNewPassword({ chosen: "new", repeat: "repeat" });
  const [changes, setChanges] = useState(0);

  async function submit(form: FormData, element: HTMLFormElement) {
    const chosen = chosenIn(form);
    clear();
    if (chosen === null) return;
    const answer = await send("POST", "/api/me/password", {
      body: { current: String(form.get("current")), new: chosen },
    });
    if (!answer.ok) return;
    element.reset();
    setChanges((count) => count + 1);
    toast.success("Your password is changed, and your other sessions have ended");
    router.refresh();
  }

  return (
    <Form onSubmit={submit} className="flex flex-col divide-y *:py-3.5 *:first:pt-0 *:last:pb-0">
      <ProblemNotice problem={problemBeside("/current", "/new")} />
      <Field id="current-password" label="Present password" error={errorAt("/current")} row>
        {(control) => (
          <>
            {/* A password manager finds by it whose password this is. */}
            <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
            <PasswordInput {...control} name="current" autoComplete="current-password" required />
          </>
        )}
      </Field>
      <NewPasswordFields key={changes} names={names} faults={faults} refused={errorAt("/new")} row />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-xs text-muted-foreground">
          All your other sessions end, and links for a new password.
        </p>
        <Button type="submit" variant="outline" busy={busy}>
          Change password
        </Button>
      </div>
    </Form>
  );
}
