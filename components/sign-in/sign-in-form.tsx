"use client";

import { useRef, useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input, PasswordInput } from "../ui/input";
import { Notice } from "../ui/notice";
import { type SignInResult, signInWithPassword } from "./auth-requests";

const FAILURES: Record<Exclude<SignInResult, "ok">, { title: string; detail: string }> = {
  wrong: { title: "That did not match", detail: "The e-mail address or the password is not right." },
  throttled: { title: "Too many attempts", detail: "Wait a few minutes, then try again." },
  offline: { title: "No connection", detail: "Switchboard did not answer. Try again in a moment." },
  failed: {
    title: "Signing in failed",
    detail: "Switchboard could not check your password. Try again in a moment.",
  },
};

/** Signs a person in and goes on to `destination`, a path that was checked on the server. */
export function SignInForm({ destination }: { destination: string }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Exclude<SignInResult, "ok"> | null>(null);
  const [missing, setMissing] = useState<Partial<Record<"email" | "password", string>>>({});
  const password = useRef<HTMLInputElement>(null);

  async function submit(form: FormData) {
    const [email, typed] = [String(form.get("email")).trim(), String(form.get("password"))];
    setFailure(null);
    setMissing({
      ...(email === "" ? { email: "Type your e-mail address." } : {}),
      ...(typed === "" ? { password: "Type your password." } : {}),
    });
    if (email === "" || typed === "") return;
    setBusy(true);
    const result = await signInWithPassword(email, typed);
    if (result === "ok") {
      // A full load, so that nothing rendered for a stranger stays in the router's cache.
      window.location.assign(destination);
      return;
    }
    setBusy(false);
    setFailure(result);
    password.current?.select();
  }

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {failure ? (
        <Notice tone="bad" role="alert" title={FAILURES[failure].title}>
          {FAILURES[failure].detail}
        </Notice>
      ) : null}
      {/* Password managers fill fields at once, before the script runs, and skip read-only ones. */}
      <Field id="email" label="E-mail" error={missing.email}>
        {(control) => (
          <Input
            {...control}
            readOnly={false}
            autoFocus
            name="email"
            type="email"
            autoComplete="username"
            required
            inputMode="email"
          />
        )}
      </Field>
      <Field id="password" label="Password" error={missing.password}>
        {(control) => (
          <PasswordInput
            {...control}
            readOnly={false}
            ref={password}
            name="password"
            autoComplete="current-password"
            required
          />
        )}
      </Field>
      <Button type="submit" busy={busy} className="mt-1 w-full">
        Sign in
      </Button>
    </Form>
  );
}
