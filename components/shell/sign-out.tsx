"use client";

import { useState } from "react";
import { keptDrafts } from "../device/draft-places";
import { ConfirmQuestion } from "../ui/confirm-dialog";
import { canSeal } from "../ui/device-storage";
import { toast } from "../ui/toast";
import { giveUpUnsaved, hasUnsaved } from "../ui/unsaved-changes";

/** Loaded when somebody signs out; as a failed sign-out where it can't be loaded. */
async function signOut(): Promise<string | null> {
  try {
    return await (await import("../sign-in/auth-form")).signOut();
  } catch {
    return null;
  }
}

const FAILED = "Signing out failed. Try again in a moment.";

/**
 * Signs a person out on purpose. Their unsaved edits go with them, from every tab; so a question comes before, where there
 * are any. The session ends first: if that fails, nothing is removed.
 */
export function useSignOut(userId: string) {
  const [busy, setBusy] = useState(false);
  const [question, setQuestion] = useState<string | null>(null);

  /** Returns the words for a failure, or null when the person is on the way out. */
  async function leave(): Promise<string | null> {
    const drafts = await keptDrafts(userId);
    const next = await signOut();
    if (next === null) return FAILED;
    drafts.forget();
    giveUpUnsaved();
    window.location.assign(next);
    return null;
  }

  async function begin() {
    setBusy(true);
    const words = whatGoes((await keptDrafts(userId)).count, hasUnsaved());
    setQuestion(words);
    const failure = words === null ? await leave() : null;
    if (failure !== null) toast.error(failure);
    setBusy(words === null && failure === null);
  }

  return { busy, question, begin, leave, stay: () => setQuestion(null) };
}

/** Returns what is lost by signing out, in words; null for nothing. */
function whatGoes(flows: number, unsavedHere: boolean): string | null {
  if (flows > 0) {
    const which = flows === 1 ? "1 flow has" : `${flows} flows have`;
    return `${which} unsaved edits ${canSeal() ? "on this device" : "in this tab"}; signing out removes them.`;
  }
  return unsavedHere ? "This page has changes that are not saved; signing out discards them." : null;
}

/** Asks whether to sign out although edits go with it. */
export function SignOutQuestion({ leaving }: { leaving: ReturnType<typeof useSignOut> }) {
  return (
    <ConfirmQuestion
      open={leaving.question !== null}
      onOpenChange={(open) => (open ? undefined : leaving.stay())}
      title="Sign out and give up unsaved edits?"
      description={leaving.question}
      confirmLabel="Sign out"
      cancelLabel="Stay signed in"
      destructive
      onConfirm={leaving.leave}
    />
  );
}
