"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import { Button } from "../../ui/button";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { toast } from "../../ui/toast";

/** Makes a new key, which signs from now on. */
export function MakeKey() {
  const router = useRouter();

  async function make(): Promise<string | null> {
    const answer = await sendRequest("POST", "/api/audit-keys");
    if (!answer.ok) return problemText(answer.problem);
    toast.success("A new key signs from now on. Keep a copy of it, too.");
    router.refresh();
    return null;
  }

  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm">
          <KeyRound aria-hidden />
          Make a new key
        </Button>
      }
      title="Make a new signing key?"
      description="It signs the logs of all workspaces from now on. What the present key signed stays valid, and that key stays listed here. Everybody who verifies exports needs the new public key: tell them."
      confirmLabel="Make key"
      onConfirm={make}
    />
  );
}
