"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../ui/button";
import { Dialog, DialogContent, DialogFooter } from "../ui/dialog";
import { toast } from "../ui/toast";
import { AppSetUp } from "./app-set-up";
import { PasskeySetUp } from "./passkey-set-up";
import { RecoveryCodes } from "./recovery-codes";

/** What can be set up. */
export type SetUp = "app" | "passkey";

const WORDS = {
  app: {
    title: "Set up an authenticator app",
    description: "It shows a new code every 30 seconds, which you type after your password.",
    done: "Your authenticator app is set up",
  },
  passkey: {
    title: "Add a passkey",
    description: "It signs you in with a fingerprint, a face, a PIN or a key, with or without your password.",
    done: "The passkey is added",
  },
} as const satisfies Record<SetUp, object>;

/** Sets a second factor up, and shows the recovery codes that come with the first one. */
export function SetUpDialog({ what, onClose }: { what: SetUp; onClose: () => void }) {
  const router = useRouter();
  const [codes, setCodes] = useState<string[] | null>(null);
  const { title, description, done } = WORDS[what];
  const SetUpForm = what === "app" ? AppSetUp : PasskeySetUp;

  function finish() {
    toast.success(done);
    router.refresh();
    onClose();
  }

  if (codes) return <CodesDialog codes={codes} onClose={finish} />;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={title} description={description} className="max-w-lg">
        <SetUpForm onDone={(first) => (first ? setCodes(first) : finish())} />
      </DialogContent>
    </Dialog>
  );
}

/** Shows recovery codes once. No press beside it or on Escape closes it, since they can't be shown again. */
export function CodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="Your recovery codes"
        className="max-w-lg"
        onEscapeKeyDown={(event) => event.preventDefault()}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <RecoveryCodes codes={codes} />
        <DialogFooter>
          <Button onClick={onClose}>I have put them aside</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
