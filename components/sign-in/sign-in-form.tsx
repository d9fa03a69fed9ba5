"use client";

import { useRef, useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { PasswordInput } from "../ui/password-input";
import {
  providerOf,
  type SignInFailure,
  type SignInResult,
  signInWithPassword,
  throttledWords,
} from "./auth-requests";
import { type OfferedProvider, ProviderOnly } from "./provider-ways";
import type { SecondStepProps } from "./second-step";

const FAILURES: Record<Exclude<SignInFailure, "throttled">, { title: string; detail: string }> = {
  wrong: { title: "That did not match", detail: "The e-mail address or the password is not right." },
  offline: { title: "No connection", detail: "Switchboard did not answer. Try again in a moment." },
  failed: {
    title: "Signing in failed",
    detail: "Switchboard could not check your password. Try again in a moment.",
  },
};

function failureOf(result: Extract<SignInResult, { outcome: SignInFailure }>) {
  return result.outcome === "throttled"
    ? { title: "Too many attempts", detail: throttledWords(result.seconds) }
    : FAILURES[result.outcome];
}

type EmptyFields = Partial<Record<"email" | "password", string>>;

/** Returns what to do about each field that nobody filled in. */
function emptyFields(email: string, password: string): EmptyFields {
  return {
    ...(email === "" ? { email: "Type your e-mail address" } : {}),
    ...(password === "" ? { password: "Type your password" } : {}),
  };
}

interface SignInFormProps {
  /** A path that was checked on the server. */
  destination: string;
  /** Whether a domain may have a provider by which alone its people sign in. */
  hasProviders: boolean;
  /** Takes over where the password is right and the account wants a second step. */
  onSecondStep: (wanted: Omit<SecondStepProps, "destination" | "onBack">) => Promise<void>;
}

/** Signs a person in by their password, and goes on to `destination`. */
export function SignInForm({ destination, hasProviders, onSecondStep }: SignInFormProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ title: string; detail: string } | null>(null);
  const [missing, setMissing] = useState<EmptyFields>({});
  const [enforced, setEnforced] = useState<{ provider: OfferedProvider; refused: boolean } | null>(null);
  const password = useRef<HTMLInputElement>(null);

  /** Says which provider the address's domain has, before somebody types a password for nothing. */
  async function look(email: string) {
    const provider = hasProviders ? await providerOf(email) : null;
    setEnforced(provider ? { provider, refused: false } : null);
  }

  async function submit(form: FormData) {
    const [email, typed] = [String(form.get("email")).trim(), String(form.get("password"))];
    setFailure(null);
    const empty = emptyFields(email, typed);
    setMissing(empty);
    if (Object.keys(empty).length > 0) return;
    setBusy(true);
    const result = await signInWithPassword(email, typed);
    if (result.outcome === "ok") {
      // A full load, so that nothing rendered for a stranger stays in the router's cache.
      window.location.assign(result.place ?? destination);
      return;
    }
    if (result.outcome === "provider_only") {
      setBusy(false);
      setEnforced({ provider: result.provider, refused: true });
      return;
    }
    const failed = "steps" in result ? await goOn({ email, password: typed, ...result }) : failureOf(result);
    if (failed === null) return;
    setBusy(false);
    setFailure(failed);
    password.current?.select();
  }

  async function goOn(
    wanted: Omit<SecondStepProps, "destination" | "onBack">,
  ): Promise<{ title: string; detail: string } | null> {
    try {
      await onSecondStep(wanted);
      return null;
    } catch {
      // The part of the page for it can't be loaded.
      return FAILURES.offline;
    }
  }

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {failure ? (
        <Notice tone="bad" role="alert" title={failure.title}>
          {failure.detail}
        </Notice>
      ) : null}
      {enforced ? <ProviderOnly {...enforced} destination={destination} /> : null}
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
            onBlur={(event) => void look(event.target.value)}
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
