"use client";

import { Fingerprint } from "lucide-react";
import { useState } from "react";
import type { SecondStep as Step } from "@/lib/identity/sign-in-methods";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { PersonMark } from "../ui/person-mark";
import { signInWithPassword, throttledWords } from "./auth-requests";
import { signInWithPasskey } from "./passkey-request";

export interface SecondStepProps {
  email: string;
  /** The right one: it goes along with the code. */
  password: string;
  /** The steps that the account can take, the usual one first. */
  steps: Step[];
  destination: string;
  onBack: () => void;
}

const WORDS: Record<Step, { hint: string; instead: string }> = {
  code: { hint: "Enter the 6 digits of your authenticator app.", instead: "Use the app's code" },
  passkey: { hint: "Confirm with your passkey.", instead: "Use a passkey" },
  recovery_code: {
    hint: "Enter one of the codes that you have put aside. Each works once.",
    instead: "Use a recovery code",
  },
};

const FAULTS: Record<string, string> = {
  wrong_code: "This code is wrong, or was used already. Each works once: wait for the next one.",
  offline: "Switchboard did not answer. Try again in a moment.",
  failed: "Switchboard could not check it. Try again in a moment.",
  provider_only: "Your company signs in with its identity provider by now. Go back to do that.",
  wrong: "Your password was changed meanwhile. Go back and sign in anew.",
};

/** The second step of a sign-in whose password is right. */
export function SecondStep({ email, password, steps, destination, onBack }: SecondStepProps) {
  const [step, setStep] = useState<Step>(steps[0] ?? "recovery_code");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  /** Goes on where it worked; the way that fails says why. */
  async function attempt(way: () => Promise<{ fault: string | null; place?: string | null }>) {
    setBusy(true);
    setFault(null);
    const { fault: failure, place } = await way();
    if (failure === null) {
      window.location.assign(place ?? destination);
      return;
    }
    setBusy(false);
    setFault(failure);
  }

  const sendCode = (form: FormData) => {
    const code = String(form.get("code")).trim();
    if (code === "") return setFault("Type a code");
    return attempt(async () => {
      const result = await signInWithPassword(email, password, code);
      if (result.outcome === "ok") return { fault: null, place: result.place };
      if (result.outcome === "throttled")
        return { fault: `Too many attempts. ${throttledWords(result.seconds)}` };
      return { fault: FAULTS[result.outcome] ?? null };
    });
  };

  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold">Two-step sign-in</h1>
        <p className="mt-1 text-muted-foreground">{WORDS[step].hint}</p>
      </div>
      <Card className="flex flex-col gap-4 p-5">
        <div className="flex items-center gap-3 text-sm">
          <PersonMark name={email} />
          <span className="min-w-0 flex-1 truncate font-medium">{email}</span>
          <Button variant="link" onClick={onBack}>
            Not you?
          </Button>
        </div>
        {step === "passkey" ? (
          <>
            {fault ? (
              <p role="alert" className="text-sm text-destructive">
                {fault}
              </p>
            ) : null}
            {/* The button that led here is gone, and the focus would be nowhere. */}
            <Button
              autoFocus
              busy={busy}
              className="w-full"
              onClick={() => void attempt(async () => ({ fault: await signInWithPasskey(email) }))}
            >
              {busy ? null : <Fingerprint aria-hidden />}
              Use your passkey
            </Button>
          </>
        ) : (
          <Form key={step} onSubmit={sendCode} className="flex flex-col gap-4">
            <CodeField isRecovery={step === "recovery_code"} fault={fault ?? undefined} />
            <Button type="submit" busy={busy} className="w-full">
              Continue
            </Button>
          </Form>
        )}
        <div className="flex flex-wrap justify-between gap-x-4 gap-y-2">
          {steps
            .filter((other) => other !== step)
            .map((other) => (
              <Button
                key={other}
                variant="link"
                disabled={busy}
                onClick={() => {
                  setFault(null);
                  setStep(other);
                }}
              >
                {WORDS[other].instead}
              </Button>
            ))}
        </div>
      </Card>
      <p className="text-sm text-muted-foreground">Lost your phone and your codes? An owner can reset it.</p>
    </>
  );
}

/** The field of a code, which has the focus when it appears. */
function CodeField({ isRecovery, fault }: { isRecovery: boolean; fault: string | undefined }) {
  return (
    <Field id="code" label={isRecovery ? "Recovery code" : "Code"} error={fault}>
      {(control) => (
        <Input
          {...control}
          readOnly={false}
          autoFocus
          name="code"
          required
          autoComplete={isRecovery ? "off" : "one-time-code"}
          inputMode={isRecovery ? "text" : "numeric"}
          maxLength={isRecovery ? 40 : 10}
          autoCapitalize="characters"
          spellCheck={false}
          className={isRecovery ? "font-mono" : "font-mono text-lg tracking-widest"}
        />
      )}
    </Field>
  );
}
