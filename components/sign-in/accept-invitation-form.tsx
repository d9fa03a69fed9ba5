"use client";

import { useState } from "react";
import { PASSWORD } from "@/lib/identity/rules";
import { type Problem, problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { PasswordInput } from "../ui/input";
import { Notice } from "../ui/notice";
import { signInWithPassword } from "./auth-requests";

/** Sets the first password of an invited person, and signs them in with it. */
export function AcceptInvitationForm({ token, email }: { token: string; email: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [mismatch, setMismatch] = useState(false);

  async function submit(form: FormData) {
    const password = String(form.get("password"));
    const same = password === String(form.get("repeat"));
    setMismatch(!same);
    setProblem(null);
    if (!same) return;
    setBusy(true);
    const answer = await sendRequest("POST", "/api/invitations", { body: { token, password } });
    if (!answer.ok) {
      setBusy(false);
      setProblem(answer.problem);
      return;
    }
    const result = await signInWithPassword(email, password);
    window.location.assign(result === "ok" ? "/" : "/sign-in");
  }

  const passwordError = problem?.errors?.find((error) => error.path === "/password")?.message;
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {problem && !passwordError ? (
        <Notice tone="bad" role="alert" title={problem.title}>
          {problemText(problem)}
        </Notice>
      ) : null}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        id="password"
        label="New password"
        hint={`At least ${PASSWORD.shortest} characters.`}
        error={passwordError}
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoFocus
            autoComplete="new-password"
            // Without a bound above: browsers cut what is pasted silently, and nobody could sign in with the rest.
            minLength={PASSWORD.shortest}
            required
          />
        )}
      </Field>
      <Field id="repeat" label="Repeat it" error={mismatch ? "The two are not the same." : undefined}>
        {(control) => <PasswordInput {...control} name="repeat" autoComplete="new-password" required />}
      </Field>
      <Button type="submit" busy={busy} className="mt-1 w-full">
        Set password and sign in
      </Button>
    </Form>
  );
}
