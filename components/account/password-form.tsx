"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { PASSWORD } from "@/lib/identity/rules";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { PasswordInput } from "../ui/input";
import { toast } from "../ui/toast";

/** Sets a new password for the person who is signed in; it needs the present one. */
export function PasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const [mismatch, setMismatch] = useState(false);

  async function submit(form: FormData, element: HTMLFormElement) {
    const chosen = String(form.get("new"));
    const same = chosen === String(form.get("repeat"));
    setMismatch(!same);
    clear();
    if (!same) return;
    const answer = await send("POST", "/api/me/password", {
      body: { current: String(form.get("current")), new: chosen },
    });
    if (!answer.ok) return;
    element.reset();
    toast.success("Your password is changed, and your other sessions have ended");
    router.refresh();
  }

  return (
    <Form onSubmit={submit} className="flex flex-col divide-y *:py-3.5 *:first:pt-0 *:last:pb-0">
      <ProblemNotice problem={problemBeside("/current", "/new")} />
      {/* A password manager finds by it whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field id="current-password" label="Present password" error={errorAt("/current")} row>
        {(control) => <PasswordInput {...control} name="current" autoComplete="current-password" required />}
      </Field>
      <Field
        id="new-password"
        label="New password"
        hint={`At least ${PASSWORD.shortest} characters.`}
        error={errorAt("/new")}
        row
      >
        {(control) => (
          // Without a bound above: browsers cut what is pasted silently, and nobody could sign in with the rest.
          <PasswordInput
            {...control}
            name="new"
            autoComplete="new-password"
            minLength={PASSWORD.shortest}
            required
          />
        )}
      </Field>
      <Field
        id="repeat-password"
        label="Repeat it"
        error={mismatch ? "The two are not the same." : undefined}
        row
      >
        {(control) => <PasswordInput {...control} name="repeat" autoComplete="new-password" required />}
      </Field>
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
