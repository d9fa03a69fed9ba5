"use client";

import { Building2, Fingerprint } from "lucide-react";
import { useEffect, useState } from "react";
import { SECOND_STEPS, type SecondStep } from "@/lib/identity/sign-in-methods";
import { flag, listOf, object, optional, text } from "../http/answer-shape";
import { sendRequest } from "../http/send-request";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { cn } from "../ui/class-names";
import { Dialog, DialogActions, DialogContent } from "../ui/dialog";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { PasswordInput } from "../ui/password-input";
import { CodeProof, ProofFaults, usePasskeyProof } from "./factor-proofs";

interface ProveIdentityDialogProps {
  email: string;
  /** The proof that a request waits for; null while none does. */
  wanted: { settle: (proved: boolean) => void } | null;
}

interface Proofs {
  /** Whether they have a password that counts here. */
  password: boolean;
  steps: readonly SecondStep[];
  /** Identity providers that can confirm who the person is. */
  providers: readonly { id: string; name: string }[];
}

const proofsShape = object({
  password: optional(flag),
  steps: listOf(text),
  providers: optional(listOf(object({ id: text, name: text }))),
});

/** What the person can prove by who they are; the password alone until it is known, and where it can't be found out. */
function useProofs(isWanted: boolean): Proofs {
  const [proofs, setProofs] = useState<Proofs>({ password: true, steps: [], providers: [] });
  useEffect(() => {
    if (!isWanted) return;
    let gone = false;
    void sendRequest("GET", "/api/me/reauthenticate", { answer: proofsShape }).then((answer) => {
      if (!answer.ok || gone) return;
      const { password = true, steps, providers = [] } = answer.data;
      setProofs({ password, steps: SECOND_STEPS.filter((step) => steps.includes(step)), providers });
    });
    return () => {
      gone = true;
    };
  }, [isWanted]);
  return proofs;
}

/** Returns what is typed as a proof, by the person's choice; null where they have nothing of the kind. */
function fieldFor({ password, steps }: Proofs, wantsCode: boolean): "password" | "code" | null {
  const canSendCode = steps.includes("code") || steps.includes("recovery_code");
  if (canSendCode && (wantsCode || !password)) return "code";
  return password ? "password" : null;
}

/** Asks for a proof before something that needs to be sure who the person is. What they began goes on afterwards. */
export function ProveIdentityDialog({ email, wanted }: ProveIdentityDialogProps) {
  const request = useRequest();
  const { busy, send, errorAt, problemBeside, clear } = request;
  const proofs = useProofs(wanted !== null);
  const [byCode, setByCode] = useState(false);
  const { fault, setFault, waits, proveByPasskey } = usePasskeyProof(request, prove);
  const field = fieldFor(proofs, byCode);

  function close(proved: boolean) {
    clear();
    setFault(null);
    setByCode(false);
    wanted?.settle(proved);
  }

  async function prove(body: Record<string, unknown>) {
    setFault(null);
    const answer = await send("POST", "/api/me/reauthenticate", { body });
    if (answer.ok) close(true);
  }

  const submit = async (form: FormData) => {
    if (field !== null) await prove({ [field]: String(form.get(field)) });
  };

  return (
    <Dialog open={wanted !== null} busy={busy || waits} onOpenChange={() => close(false)}>
      <DialogContent
        title="Confirm that it is you"
        description="This changes who may do what, or how somebody signs in. One proof is enough for the next ten minutes."
        className="max-w-md"
      >
        <Form onSubmit={submit}>
          <ProofFaults problem={problemBeside("/password", "/code")} fault={fault} />
          {field === "code" ? <CodeProof error={errorAt("/code")} /> : null}
          {field === "password" ? (
            <>
              {/* A password manager finds by it whose password this is. */}
              <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
              <Field id="proof-password" label="Your password" error={errorAt("/password")}>
                {(control) => (
                  <PasswordInput {...control} name="password" autoComplete="current-password" required />
                )}
              </Field>
            </>
          ) : null}
          <OtherProofs
            proofs={proofs}
            field={field}
            onField={() => setByCode(field !== "code")}
            onPasskey={() => void proveByPasskey()}
          />
          <DialogActions busy={busy || waits}>
            {field === null ? null : (
              <Button type="submit" busy={busy || waits}>
                Confirm
              </Button>
            )}
          </DialogActions>
        </Form>
      </DialogContent>
    </Dialog>
  );
}

interface OtherProofsProps {
  proofs: Proofs;
  /** What is typed now. */
  field: "password" | "code" | null;
  /** Called for the other one that can be typed. */
  onField: () => void;
  onPasskey: () => void;
}

/** The ways beside the one that is typed, or all of them as buttons where nothing can be. */
function OtherProofs({ proofs, field, onField, onPasskey }: OtherProofsProps) {
  const { password, steps, providers } = proofs;
  const variant = field === null ? "outline" : "link";
  const other = field === "code" ? password : fieldFor(proofs, true) === "code";
  if (field === null && !steps.includes("passkey") && providers.length === 0)
    return (
      <p className="text-sm">
        You have no password, app or passkey here. Sign out and in again: that is a proof, too.
      </p>
    );
  return (
    <div className={cn("flex gap-x-4 gap-y-2", field === null ? "flex-col" : "mt-3 flex-wrap")}>
      {field !== null && other ? (
        <Button variant="link" onClick={onField}>
          {field === "code" ? "Use your password" : "Use a code"}
        </Button>
      ) : null}
      {steps.includes("passkey") ? (
        <Button variant={variant} onClick={onPasskey}>
          <Fingerprint aria-hidden />
          Use a passkey
        </Button>
      ) : null}
      {providers.map(({ id, name }) => (
        <Button key={id} variant={variant} onClick={() => confirmAt(id)}>
          <Building2 aria-hidden />
          Confirm with {name}, then repeat this
        </Button>
      ))}
    </div>
  );
}

/** Leaves the page for the identity provider, and comes back to it: what was begun has to be begun again then. */
function confirmAt(providerId: string): void {
  const { pathname, search } = window.location;
  const back = encodeURIComponent(`${pathname}${search}`);
  window.location.assign(`/api/sign-in/providers/${providerId}?prove=1&callbackUrl=${back}`);
}
