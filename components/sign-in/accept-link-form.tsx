"use client";

import { useState } from "react";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { NewPasswordFields } from "../passwords/new-password-fields";
import { useNewPassword } from "../passwords/use-new-password";
import { Button } from "../ui/button";
import { Form } from "../ui/form";
import { signInWithPassword } from "./auth-requests";

interface AcceptLinkFormProps {
  token: string;
  email: string;
  /** The route of the link's kind. */
  path: "/api/invitations" | "/api/password-resets/complete";
}

/** Sets the password of somebody who has a link for it, and signs them in with it. */
export function AcceptLinkForm({ token, email, path }: AcceptLinkFormProps) {
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const { names, faults, chosenIn } = useNewPassword({ chosen: "password", repeat: "repeat" });
  const [entering, setEntering] = useState(false);

  async function submit(form: FormData) {
    const password = chosenIn(form);
    clear();
    if (password === null) return;
    const answer = await send("POST", path, { body: { token, password } });
    if (!answer.ok) return;
    setEntering(true);
    const result = await signInWithPassword(email, password);
    // Where the account has a second factor, the link doesn't let in without it: the sign-in page asks for it.
    window.location.assign(result.outcome === "ok" ? "/" : "/sign-in");
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
