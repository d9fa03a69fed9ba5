"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { GroupView } from "@/lib/identity/groups/read-groups";
import { roleLabel } from "@/lib/identity/roles";
import { problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import { WorkspaceMark } from "../../shell/marks";
import { AppLink } from "../../ui/app-link";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { SectionCard } from "../../ui/card";
import { ConfirmQuestion } from "../../ui/confirm-dialog";
import { GivenName } from "../../ui/given-name";
import { toast } from "../../ui/toast";
import { type GroupRoleChange, isGroupPreview, LossList, losses } from "./group-changes";
import { GroupDialog } from "./group-dialog";

interface GroupListProps {
  groups: GroupView[];
  workspaces: { slug: string; name: string; colour: number }[];
  people: { id: string; name: string; email: string }[];
}

/** The groups of workspaces, each with what is in it and who. */
export function GroupList({ groups, workspaces, people }: GroupListProps) {
  return (
    <div className="flex flex-col gap-5">
      {groups.map((group) => (
        <SectionCard
          key={group.id}
          title={group.name}
          description={`${counted(group.workspaces.length, "workspace")}, ${counted(group.members.length, "person", "people")}`}
          actions={
            <>
              <GroupDialog
                group={group}
                workspaces={workspaces}
                people={people}
                trigger={
                  <Button variant="outline" size="sm" aria-label={`Edit ${group.name}`}>
                    Edit
                  </Button>
                }
              />
              <RemoveGroup group={group} />
            </>
          }
        >
          <div className="grid gap-5 sm:grid-cols-2">
            <Workspaces group={group} />
            <Members group={group} />
          </div>
        </SectionCard>
      ))}
    </div>
  );
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function Workspaces({ group }: { group: GroupView }) {
  if (group.workspaces.length === 0)
    return <p className="text-sm text-muted-foreground">No workspace yet: the group gives nothing.</p>;
  return (
    <ul aria-label={`Workspaces of ${group.name}`} className="flex flex-col gap-1.5 text-sm">
      {group.workspaces.map(({ slug, name, colour }) => (
        <li key={slug} className="flex items-center gap-2">
          <WorkspaceMark name={name} colour={colour} className="size-4.5 rounded-sm text-[0.5625rem]" />
          <span className="truncate">
            <GivenName>{name}</GivenName>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Members({ group }: { group: GroupView }) {
  if (group.members.length === 0)
    return <p className="text-sm text-muted-foreground">Nobody is in it yet.</p>;
  return (
    <ul aria-label={`People of ${group.name}`} className="flex flex-col gap-1.5 text-sm">
      {group.members.map(({ userId, name, role, disabled }) => (
        <li key={userId} className="flex items-center gap-2">
          <AppLink href={`/people/${userId}`} className="truncate rounded-sm hover:text-link hover:underline">
            <GivenName>{name}</GivenName>
          </AppLink>
          <span className="text-muted-foreground">{roleLabel(role).toLowerCase()}</span>
          {disabled ? <Badge tone="warn">Disabled</Badge> : null}
        </li>
      ))}
    </ul>
  );
}

function RemoveGroup({ group }: { group: GroupView }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [lost, setLost] = useState<GroupRoleChange[]>([]);
  const path = `/api/groups/${group.id}`;

  /** The question opens with who loses what. */
  async function ask() {
    const body = { workspaces: [], members: [] };
    const answer = await sendRequest("POST", `${path}/preview`, { body, answer: isGroupPreview });
    if (!answer.ok) {
      toast.error(problemText(answer.problem));
      return;
    }
    setLost(losses(answer.data.changes));
    setOpen(true);
  }

  async function remove(): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok) return problemText(answer.problem);
    toast.success(`The group ${group.name} is removed`);
    router.refresh();
    return null;
  }

  return (
    <>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Remove ${group.name}`}
        title={`Remove ${group.name}`}
        onClick={() => void ask()}
      >
        <Trash2 aria-hidden />
      </Button>
      <ConfirmQuestion
        open={open}
        onOpenChange={setOpen}
        title={`Remove the group ${group.name}?`}
        description={
          lost.length === 0
            ? "Nobody loses anything: what it gave, its people have otherwise."
            : "What it gave is taken back at once."
        }
        details={lost.length === 0 ? null : <LossList changes={lost} />}
        confirmLabel="Remove group"
        destructive
        onConfirm={remove}
      />
    </>
  );
}
