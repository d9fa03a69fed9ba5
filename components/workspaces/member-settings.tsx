"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ROLE_NAMES, ROLES, roleLabel } from "@/lib/identity/roles";
import { problemText } from "../http/problem";
import { ProblemNotice } from "../http/problem-notice";
import { sendRequest } from "../http/send-request";
import { useRequest } from "../http/use-request";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { GivenName } from "../ui/given-name";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { AddMemberForm } from "./add-member-form";

interface Member {
  userId: string;
  name: string;
  email: string;
  role: string;
  isOwner: boolean;
  disabled: boolean;
  /** What gives a role here besides the workspace's admins, such as a group of workspaces. */
  through: { name: string; role: string }[];
}

interface MemberSettingsProps {
  workspace: { slug: string; name: string };
  members: Member[];
  /** The id of the person who reads the page. */
  selfId: string;
}

/** The members of a workspace with their roles. */
export function MemberSettings({ workspace, members, selfId }: MemberSettingsProps) {
  return (
    <SectionCard title="Members" description="A change counts from the person's very next click.">
      <AddMemberForm slug={workspace.slug} />
      <ul className="divide-y">
        {members.map((member) => (
          <MemberRow
            key={member.userId}
            workspace={workspace}
            member={member}
            isSelf={member.userId === selfId}
          />
        ))}
      </ul>
    </SectionCard>
  );
}

interface MemberRowProps {
  workspace: { slug: string; name: string };
  member: Member;
  isSelf: boolean;
}

function MemberRow({ workspace, member, isSelf }: MemberRowProps) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const [role, setRole] = useState(member.role);
  const path = `/api/workspaces/${workspace.slug}/members/${member.userId}`;

  async function changeRole(next: string) {
    setRole(next);
    const answer = await send("PATCH", path, { body: { role: next } });
    if (!answer.ok) {
      setRole(member.role);
      return;
    }
    toast.success(`${member.name}: ${roleLabel(next).toLowerCase()} from now on`);
    router.refresh();
  }

  async function remove(): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok) return problemText(answer.problem);
    router.refresh();
    return null;
  }

  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            <GivenName>{member.name}</GivenName>
            {isSelf ? <Badge tone="accent">You</Badge> : null}
            {member.isOwner ? <Badge>Owner</Badge> : null}
            {member.disabled ? <Badge tone="warn">Disabled</Badge> : null}
          </p>
          <p className="truncate text-sm text-muted-foreground">{member.email}</p>
          {member.through.map(({ name, role: given }) => (
            <p key={name} className="text-sm text-muted-foreground">
              {roleLabel(given)} through the group <GivenName>{name}</GivenName>, which owners manage
            </p>
          ))}
        </div>

        <Select
          aria-label={`Role of ${member.name}`}
          className="w-32"
          value={role}
          disabled={busy}
          onChange={(event) => void changeRole(event.target.value)}
        >
          {ROLE_NAMES.map((known) => (
            <option key={known} value={known}>
              {ROLES[known].label}
            </option>
          ))}
        </Select>
        <ConfirmDialog
          trigger={
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Remove ${member.name}`}
              title={
                member.through.length === 0
                  ? `Remove ${member.name}`
                  : "They are a member through a group. An owner takes them out of it"
              }
              disabled={member.through.length > 0}
            >
              <Trash2 aria-hidden />
            </Button>
          }
          title={`Remove ${member.name} from ${workspace.name}?`}
          description={
            isSelf
              ? "You lose access to this workspace at once. Only another admin can add you again."
              : "They lose access to this workspace at once. What they did stays in the audit log under their name."
          }
          confirmLabel="Remove"
          destructive
          onConfirm={remove}
        />
      </div>
      {problem ? (
        <div className="mt-2">
          <ProblemNotice problem={problem} />
        </div>
      ) : null}
    </li>
  );
}
