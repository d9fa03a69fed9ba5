"use client";

import { Fingerprint } from "lucide-react";
import type { SecondStep } from "@/lib/identity/sign-in-methods";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Form } from "../ui/form";
import { CodeProof, ProofFaults, usePasskeyProof } from "./factor-proofs";

interface GiveFactorPanelProps {
  /** What the person has. */
  steps: SecondStep[];
  /** A path that was checked on the server. */
  destination: string;
}

/** Asks somebody for their second factor whose identity provider did not, and leads them on to where they were going. */
export function GiveFactorPanel({ steps, destination }: GiveFactorPanelProps) {
  const request = useRequest();
  const { busy, send, errorAt, problemBeside } = request;
  const { fault, setFault, waits, proveByPasskey } = usePasskeyProof(request, prove);
  const takesCode = steps.includes("code") || steps.includes("recovery_code");

  async function prove(body: Record<string, unknown>) {
    setFault(null);
    const answer = await send("POST", "/api/me/reauthenticate", { body });
    // A full load, so that nothing rendered for somebody without a factor stays in the router's cache.
    if (answer.ok) window.location.assign(destination);
  }

  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold">Confirm with your second factor</h1>
        <p className="mt-1 text-muted-foreground">
          Your identity provider did not say that it asked for one, so this portal does.
        </p>
      </div>
      <Card className="flex flex-col gap-4 p-5">
        <ProofFaults problem={problemBeside("/code")} fault={fault} />
        {takesCode ? (
          <Form
            className="flex flex-col gap-4"
            onSubmit={(form) => prove({ code: String(form.get("code")) })}
          >
            <CodeProof error={errorAt("/code")} />
            <Button type="submit" className="w-full" busy={busy || waits}>
              Confirm
            </Button>
          </Form>
        ) : null}
        {steps.includes("passkey") ? (
          <Button
            variant="outline"
            className="w-full"
            busy={busy || waits}
            onClick={() => void proveByPasskey()}
          >
            <Fingerprint aria-hidden />
            Use a passkey
          </Button>
        ) : null}
      </Card>
    </>
  );
}
