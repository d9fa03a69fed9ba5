"use client";

import { useState } from "react";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { NewPasswordFields } from "../passwords/new-password-fields";
import { useNewPassword } from "../passwords/use-new-password";
import { Button } from "../ui/button";
import { Form } from "../ui/form";
import { signInWithPassword } from "./auth-requests";

/** Sets the first password of an invited person, and signs them in with it. */
export function AcceptInvitationForm({ token, email }: { token: string; email: string }) {
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const { names, faults, chosenIn } = useNewPassword({ chosen: "password", repeat: "repeat" });
  const [entering, setEntering] = useState(false);

  async function submit(form: FormData) {
    const password = chosenIn(form);
    clear();
    if (password === null) return;
    const answer = await send("POST", "/api/invitations", { body: { token, password } });
    if (!answer.ok) return;
    setEntering(true);
    const result = await signInWithPassword(email, password);
    window.location.assign(result === "ok" ? "/" : "/sign-in");
  }

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <ProblemNotice problem={problemBeside("/password")} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <NewPasswordFields names={names} faults={faults} refused={errorAt("/password")} autoFocus />
      <Button type="submit" busy={busy || entering} className="mt-1 w-full">
        Set password and sign in
      </Button>
    </Form>
  );
}
