"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { object, text } from "../../http/answer-shape";
import { ProblemNotice } from "../../http/problem-notice";
import { useRequest } from "../../http/use-request";
import { Button } from "../../ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "../../ui/dialog";
import { SecretOnce } from "./secret-once";

/** Replaces a webhook's secret and shows the new one once. */
export function RotateSecretDialog({ path, host }: { path: string; host: string }) {
  const { busy, problem, send, clear } = useRequest();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);

  async function rotate() {
    const answer = await send("POST", `${path}/secret`, { answer: object({ secret: text }) });
    if (answer.ok) setSecret(answer.data.secret);
  }

  function changeOpen(next: boolean) {
    setOpen(next);
    setSecret(null);
    clear();
  }

  return (
    <Dialog open={open} busy={busy} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <KeyRound aria-hidden />
          New secret
        </Button>
      </DialogTrigger>
      <DialogContent
        title={secret ? "Keep the new secret" : `Replace the secret of ${host}?`}
        description={
          secret
            ? undefined
            : "The new one signs from the next request on. Until the receiver has it, it will refuse; nothing is lost, what it refused is sent again."
        }
        onInteractOutside={(event) => {
          if (secret) event.preventDefault();
        }}
      >
        <ProblemNotice problem={problem} />
        {secret ? <SecretOnce secret={secret} /> : null}
        <DialogFooter>
          <DialogClose asChild>
            <Button variant={secret ? "primary" : "outline"} disabled={busy}>
              {secret ? "I have kept it" : "Cancel"}
            </Button>
          </DialogClose>
          {secret ? null : (
            <Button busy={busy} onClick={() => void rotate()}>
              Replace secret
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
