"use client";

import { Link2, LockOpen, MoreHorizontal, ShieldCheck, ShieldOff, UserCheck, UserX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { object, text } from "../http/answer-shape";
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
import { toast } from "../ui/toast";
import { InviteLink } from "./invite-link";

interface PersonActionsProps {
  person: {
    id: string;
    name: string;
    isOwner: boolean;
    disabled: boolean;
    invitePending: boolean;
    heldBackUntil: string | null;
  };
}

/** The menu of an owner's acts on a person. Every act needs a confirmation. */
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
          {person.heldBackUntil === null ? null : (
            <DropdownMenuItem onSelect={() => setAct("let-in")}>
              <LockOpen aria-hidden />
              Let sign in again
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

function ActDialog({ act, person, onClose }: PersonActionsProps & { act: PersonAct; onClose: () => void }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [inviteUrl, setInviteUrl] = useState<string | null>(null);
  const { title, description, confirm, done, destructive } = personActText(act, person);
  const path = `/api/users/${person.id}`;

  const send = () => {
    if (act === "link") return sendRequest("POST", `${path}/invitations`, { answer: invited });
    if (act === "let-in") return sendRequest("DELETE", `${path}/sign-in-limit`);
    return sendRequest("PATCH", path, { body: BODIES[act] });
  };

  async function run() {
    setBusy(true);
    setFailure(null);
    const answer = await send();
    setBusy(false);
    if (!answer.ok) {
      setFailure(problemText(answer.problem));
      return;
    }
    router.refresh();
    if (invited(answer.data)) {
      setInviteUrl(answer.data.inviteUrl);
      return;
    }
    toast.success(done);
    onClose();
  }

  return (
    <Dialog open busy={busy} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={title} description={inviteUrl ? undefined : description}>
        {failure ? (
          <p role="alert" className="text-sm text-destructive">
            {failure}
          </p>
        ) : null}
        {inviteUrl ? <InviteLink name={person.name} url={inviteUrl} /> : null}
        <DialogFooter className="mt-3">
          <DialogClose asChild>
            <Button variant="outline" disabled={busy}>
              {inviteUrl ? "Done" : "Cancel"}
            </Button>
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

/** An owner's acts on a person. */
type PersonAct = "link" | "let-in" | "promote" | "demote" | "disable" | "enable";

interface ActText {
  title: string;
  description: string;
  confirm: string;
  /** Shown when the act is done. */
  done: string;
  destructive: boolean;
}

/** The texts of an act's confirmation and of its success. */
function personActText(act: PersonAct, person: { name: string; invitePending: boolean }): ActText {
  const { name } = person;
  switch (act) {
    case "link":
      return {
        title: `New link for ${name}`,
        description: person.invitePending
          ? "Earlier links stop working."
          : "For a lost password: with the link they choose a new one. Whoever has it can act as them, so the logs of all their workspaces name you, and they are told. Earlier links stop working.",
        confirm: "Make a link",
        done: "",
        destructive: false,
      };
    case "let-in":
      return {
        title: `Let ${name} sign in again?`,
        description:
          "There were too many wrong passwords, so only browsers that they have used before may sign in. Make sure that it was them: somebody else may be guessing.",
        confirm: "Let sign in",
        done: `${name} can sign in again`,
        destructive: false,
      };
    case "promote":
      return {
        title: `Make ${name} an owner?`,
        description: "Owners add workspaces and people, and read the portal's own audit log.",
        confirm: "Make an owner",
        done: `${name} is an owner now`,
        destructive: false,
      };
    case "demote":
      return {
        title: `Take ownership from ${name}?`,
        description: "They keep their workspaces, and can no longer manage people or the portal.",
        confirm: "Take ownership",
        done: `${name} is no longer an owner`,
        destructive: true,
      };
    case "disable":
      return {
        title: `Disable ${name}?`,
        description:
          "They are signed out everywhere at once and cannot sign in again until enabled. What they did stays on record.",
        confirm: "Disable",
        done: `${name} is disabled`,
        destructive: true,
      };
    case "enable":
      return {
        title: `Enable ${name}?`,
        description: "They can sign in again, with the workspaces and roles they had.",
        confirm: "Enable",
        done: `${name} is enabled`,
        destructive: false,
      };
  }
}
