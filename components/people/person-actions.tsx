"use client";

import {
  ChevronDown,
  KeyRound,
  Link2,
  LockOpen,
  MoreHorizontal,
  ShieldCheck,
  ShieldOff,
  UserCheck,
  UserX,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { object, orNull, text } from "../http/answer-shape";
import { problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Button } from "../ui/button";
import { Dialog, DialogActions, DialogContent } from "../ui/dialog";
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
    hasSecondFactor: boolean;
  };
  /** Whether the menu's button has words, where there is room for them. */
  wide?: boolean;
}

/** The menu of an owner's acts on a person. Every act needs a confirmation. */
export function PersonActions({ person, wide = false }: PersonActionsProps) {
  const [act, setAct] = useState<PersonAct | null>(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant={wide ? "outline" : "ghost"}
            size={wide ? "md" : "icon-sm"}
            aria-label={`Actions for ${person.name}`}
          >
            {wide ? "Actions" : null}
            {wide ? <ChevronDown aria-hidden /> : <MoreHorizontal aria-hidden />}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {person.disabled ? null : (
            <DropdownMenuItem onSelect={() => setAct("link")}>
              <Link2 aria-hidden />
              {person.invitePending ? "New invitation link" : "Link for a new password"}
            </DropdownMenuItem>
          )}
          {person.heldBackUntil === null ? null : (
            <DropdownMenuItem onSelect={() => setAct("let-in")}>
              <LockOpen aria-hidden />
              Let sign in again
            </DropdownMenuItem>
          )}
          {person.hasSecondFactor ? (
            <DropdownMenuItem onSelect={() => setAct("reset-factors")}>
              <KeyRound aria-hidden />
              Reset second factors
            </DropdownMenuItem>
          ) : null}
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

const isInvited = object({ inviteUrl: text, mailedTo: orNull(text) });

function ActDialog({ act, person, onClose }: PersonActionsProps & { act: PersonAct; onClose: () => void }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [link, setLink] = useState<{ url: string; mailedTo: string | null } | null>(null);
  const { title, description, confirm, done, destructive } = personActText(act, person);
  const path = `/api/users/${person.id}`;

  const send = () => {
    if (act === "link") return sendRequest("POST", `${path}/invitations`, { answer: isInvited });
    if (act === "let-in") return sendRequest("DELETE", `${path}/sign-in-limit`);
    if (act === "reset-factors") return sendRequest("DELETE", `${path}/second-factors`);
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
    if (isInvited(answer.data)) {
      const { inviteUrl: url, mailedTo } = answer.data;
      setLink({ url, mailedTo });
      return;
    }
    toast.success(done);
    onClose();
  }

  return (
    <Dialog open busy={busy} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={title} description={link ? undefined : description}>
        {failure ? (
          <p role="alert" className="text-sm text-destructive">
            {failure}
          </p>
        ) : null}
        {link ? (
          <InviteLink
            label={person.invitePending ? "Invitation link" : "Link for a new password"}
            name={person.name}
            {...link}
          />
        ) : null}
        <DialogActions className="mt-3" busy={busy} cancel={link ? "Done" : "Cancel"}>
          {link ? null : (
            <Button variant={destructive ? "destructive" : "primary"} busy={busy} onClick={() => void run()}>
              {confirm}
            </Button>
          )}
        </DialogActions>
      </DialogContent>
    </Dialog>
  );
}

/** An owner's acts on a person. */
type PersonAct = "link" | "let-in" | "reset-factors" | "promote" | "demote" | "disable" | "enable";

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
    case "reset-factors":
      return {
        title: `Reset the second factors of ${name}?`,
        description:
          "For a lost phone or key. Their password alone lets in then, so make sure that it is them who ask. They are signed out everywhere, links for a new password stop working, the logs of all their workspaces name you, and they are told.",
        confirm: "Reset",
        done: `${name} can sign in with the password alone`,
        destructive: true,
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
