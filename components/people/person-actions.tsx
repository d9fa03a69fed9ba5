"use client";

import { Link2, MoreHorizontal, ShieldCheck, ShieldOff, UserCheck, UserX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { object, optional, text } from "../http/answer-shape";
import { problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Button } from "../ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "../ui/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { InviteLink } from "./invite-link";
import { type PersonAct, personActText } from "./person-act-text";

interface PersonActionsProps {
  person: { id: string; name: string; isOwner: boolean; disabled: boolean; invitePending: boolean };
}

/** What an owner can do about a person. Everything asks first. */
export function PersonActions({ person }: PersonActionsProps) {
  const [act, setAct] = useState<PersonAct | null>(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${person.name}`}>
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {person.disabled ? null : (
            <DropdownMenuItem onSelect={() => setAct("link")}>
              <Link2 aria-hidden />
              New invitation link
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => setAct(person.isOwner ? "demote" : "promote")}>
            {person.isOwner ? <ShieldOff aria-hidden /> : <ShieldCheck aria-hidden />}
            {person.isOwner ? "No longer an owner" : "Make an owner"}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAct(person.disabled ? "enable" : "disable")}>
            {person.disabled ? <UserCheck aria-hidden /> : <UserX aria-hidden />}
            {person.disabled ? "Enable" : "Disable"}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {act ? <ActDialog key={act} act={act} person={person} onClose={() => setAct(null)} /> : null}
    </>
  );
}

const BODIES = {
  promote: { owner: true },
  demote: { owner: false },
  disable: { disabled: true },
  enable: { disabled: false },
};

const invited = object({ inviteUrl: text });
const changed = object({ inviteUrl: optional(text) });

function ActDialog({ act, person, onClose }: PersonActionsProps & { act: PersonAct; onClose: () => void }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [inviteUrl, setInviteUrl] = useState<string | null>(null);
  const { title, description, confirm, done, destructive } = personActText(act, person);
  const path = `/api/users/${person.id}`;

  async function run() {
    setBusy(true);
    setFailure(null);
    const answer =
      act === "link"
        ? await sendRequest("POST", `${path}/invitations`, { answer: invited })
        : await sendRequest("PATCH", path, { body: BODIES[act], answer: changed });
    setBusy(false);
    if (!answer.ok) {
      setFailure(problemText(answer.problem));
      return;
    }
    router.refresh();
    if (act === "link") {
      setInviteUrl(answer.data.inviteUrl ?? null);
      return;
    }
    toast.success(done);
    onClose();
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={title} description={inviteUrl ? undefined : description}>
        {failure ? (
          <p role="alert" className="text-sm text-destructive">
            {failure}
          </p>
        ) : null}
        {inviteUrl ? <InviteLink name={person.name} url={inviteUrl} /> : null}
        <DialogFooter className="mt-3">
          <DialogClose asChild>
            <Button variant="outline">{inviteUrl ? "Done" : "Cancel"}</Button>
          </DialogClose>
          {inviteUrl ? null : (
            <Button variant={destructive ? "destructive" : "primary"} busy={busy} onClick={() => void run()}>
              {confirm}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
