"use client";

import { useState } from "react";
import type { Problem } from "../http/problem";
import { ProblemNotice } from "../http/problem-notice";
import type { useRequest } from "../http/use-request";
import { askPasskey, requestOptions } from "../passkeys/passkey-ceremonies";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

/** Asks a passkey who its person is, and hands its answer to `prove`. */
export function usePasskeyProof(
  { send }: Pick<ReturnType<typeof useRequest>, "send">,
  prove: (body: Record<string, unknown>) => Promise<void>,
) {
  const [fault, setFault] = useState<string | null>(null);
  const [waits, setWaits] = useState(false);

  async function proveByPasskey() {
    setFault(null);
    const challenge = await send("POST", "/api/me/reauthenticate/challenge", { answer: requestOptions });
    if (!challenge.ok) return;
    setWaits(true);
    const asked = await askPasskey(challenge.data);
    setWaits(false);
    if (asked.ok) await prove({ passkey: asked.answer });
    else setFault(asked.why);
  }

  return { fault, setFault, waits, proveByPasskey };
}

/** What was wrong with a proof, beside what its field says. */
export function ProofFaults({ problem, fault }: { problem: Problem | null; fault: string | null }) {
  return (
    <>
      <ProblemNotice problem={problem} />
      {fault ? (
        <p role="alert" className="mb-3 text-sm text-destructive">
          {fault}
        </p>
      ) : null}
    </>
  );
}

export function CodeProof({ error }: { error: string | undefined }) {
  return (
    <Field id="proof-code" label="Code of your app, or a recovery code" error={error}>
      {(control) => (
        <Input
          {...control}
          autoFocus
          name="code"
          required
          autoComplete="one-time-code"
          className="font-mono"
        />
      )}
    </Field>
  );
}
