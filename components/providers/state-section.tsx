"use client";

import { useRouter } from "next/navigation";
import { problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { toast } from "../ui/toast";
import type { Provider } from "./provider-types";

/** Switches a provider on and off, and removes it: with what each does to people. */
export function StateSection({ provider }: { provider: Provider }) {
  const router = useRouter();
  const { id, name, enabled, people, domains } = provider;
  const path = `/api/sign-in-providers/${id}`;
  const known = people === 0 ? "Nobody has" : people === 1 ? "1 person has" : `${people} people have`;

  async function change(next: boolean): Promise<string | null> {
    const answer = await sendRequest("PATCH", path, { body: { enabled: next } });
    if (!answer.ok) return problemText(answer.problem);
    toast.success(next ? `${name} is on` : `${name} is off`);
    router.refresh();
    return null;
  }

  async function remove(): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok) return problemText(answer.problem);
    toast.success(`${name} is removed`);
    router.push("/security/providers");
    return null;
  }

  return (
    <SectionCard
      title={enabled ? "On" : "Off"}
      description={
        enabled
          ? "There is a button for it on the sign-in page."
          : "Nobody can sign in with it. Prove a domain, then switch it on."
      }
      actions={
        <>
          {enabled ? (
            <ConfirmDialog
              trigger={<Button variant="outline">Switch off</Button>}
              title={`Switch ${name} off?`}
              description={`Everybody who signed in with it is signed out at once, roles that its groups gave are taken back, and nothing is enforced any more. ${known} signed in with it.`}
              confirmLabel="Switch off"
              destructive
              onConfirm={() => change(false)}
            />
          ) : (
            <ConfirmDialog
              trigger={<Button>Switch on</Button>}
              title={`Switch ${name} on?`}
              description={
                domains.some(({ state }) => state === "proven")
                  ? "A button for it appears on the sign-in page."
                  : "No domain is proven yet: only people who link their account themselves can use it until then."
              }
              confirmLabel="Switch on"
              onConfirm={() => change(true)}
            />
          )}
          <ConfirmDialog
            trigger={<Button variant="outline">Remove</Button>}
            title={`Remove ${name}?`}
            description={`Everybody who signed in with it is signed out, roles that its groups gave are taken back, and all accounts are unlinked from it: ${known} one. People without a password need a link from an owner then. This can't be undone.`}
            confirmLabel="Remove"
            destructive
            onConfirm={remove}
          />
        </>
      }
    >
      <p className="text-sm text-muted-foreground">{known} signed in with it.</p>
    </SectionCard>
  );
}
