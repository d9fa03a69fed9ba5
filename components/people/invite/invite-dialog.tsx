"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useRequest } from "../../http/use-request";
import { Button } from "../../ui/button";
import { Dialog, DialogContent, DialogTrigger } from "../../ui/dialog";
import { type AdmittedPerson, isAdmitted } from "./admitted";
import { AdmittedList } from "./admitted-list";
import { InviteForm, type InviteRequest } from "./invite-form";

interface InviteDialogProps {
  /** All workspaces of the portal. */
  workspaces: { slug: string; name: string; colour: number }[];
  groups: { id: string; name: string }[];
}

function invitedWords(admitted: AdmittedPerson[]): string {
  const count = admitted.filter(({ outcome }) => outcome === "invited").length;
  if (count === 0) return "Nobody new is invited";
  return count === 1 ? "1 person is invited" : `${count} people are invited`;
}

/** Invites people, one or many, with what they may do; their links are shown once. */
export function InviteDialog({ workspaces, groups }: InviteDialogProps) {
  const router = useRouter();
  const request = useRequest();
  const [open, setOpen] = useState(false);
  const [admitted, setAdmitted] = useState<AdmittedPerson[] | null>(null);

  async function invite(body: InviteRequest) {
    const answer = await request.send("POST", "/api/invitations/batch", { body, answer: isAdmitted });
    if (!answer.ok) return;
    setAdmitted(answer.data.items);
    router.refresh();
  }

  function changeOpen(next: boolean) {
    setOpen(next);
    setAdmitted(null);
    request.clear();
  }

  return (
    <Dialog open={open} busy={request.busy} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button>
          <UserPlus aria-hidden />
          Invite people
        </Button>
      </DialogTrigger>
      {admitted ? (
        <DialogContent
          title={invitedWords(admitted)}
          className="max-w-2xl"
          footer={
            <div className="flex justify-end">
              <Button variant="outline" onClick={() => changeOpen(false)}>
                Done
              </Button>
            </div>
          }
        >
          <AdmittedList people={admitted} />
        </DialogContent>
      ) : (
        <InviteForm workspaces={workspaces} groups={groups} request={request} onInvite={invite} />
      )}
    </Dialog>
  );
}
