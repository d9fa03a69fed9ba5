"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState } from "react";
import type { GroupView } from "@/lib/identity/groups/read-groups";
import type { Role } from "@/lib/identity/roles";
import { GROUP_NAME } from "@/lib/identity/rules";
import { inputLimits } from "@/lib/text/text-rule";
import { ProblemNotice } from "../../http/problem-notice";
import { useRequest } from "../../http/use-request";
import { WorkspaceChoice } from "../../shell/workspace-choice";
import { Button } from "../../ui/button";
import { Dialog, DialogActions, DialogContent, DialogTrigger } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Form } from "../../ui/form";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { toast } from "../../ui/toast";
import { RoleMeanings, RoleRows } from "../invite/role-rows";
import { type GroupRoleChange, isGroupPreview, LossList, losses } from "./group-changes";

interface GroupDialogProps {
  trigger: ReactNode;
  /** The group that is edited; null for a new one. */
  group: GroupView | null;
  workspaces: { slug: string; name: string; colour: number }[];
  people: { id: string; name: string; email: string }[];
}

/** Makes a group of workspaces, or changes one. Who would lose something is shown before it is saved. */
export function GroupDialog({ trigger, group, workspaces, people }: GroupDialogProps) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  return (
    <Dialog open={open} busy={busy} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      {open ? (
        <GroupForm
          group={group}
          workspaces={workspaces}
          people={people}
          onBusy={setBusy}
          onDone={() => setOpen(false)}
        />
      ) : null}
    </Dialog>
  );
}

/** The people of a group come first, so that they are seen among hundreds. */
function membersFirst(
  people: GroupDialogProps["people"],
  group: GroupView | null,
): GroupDialogProps["people"] {
  const ids = new Set(group?.members.map(({ userId }) => userId));
  return [...people.filter(({ id }) => ids.has(id)), ...people.filter(({ id }) => !ids.has(id))];
}

interface GroupFormProps extends Omit<GroupDialogProps, "trigger"> {
  onBusy: (busy: boolean) => void;
  onDone: () => void;
}

function GroupForm({ group, workspaces, people, onBusy, onDone }: GroupFormProps) {
  const formId = useId();
  const router = useRouter();
  const request = useRequest();
  const [name, setName] = useState(group?.name ?? "");
  const [slugs, setSlugs] = useState(group?.workspaces.map(({ slug }) => slug) ?? []);
  const [members, setMembers] = useState<Record<string, Role>>(
    Object.fromEntries(group?.members.map(({ userId, role }) => [userId, role]) ?? []),
  );
  /** Who loses what by the state that was sent last; null before anybody has asked. */
  const [lost, setLost] = useState<GroupRoleChange[] | null>(null);

  const body = {
    name: name.trim(),
    workspaces: slugs,
    members: Object.entries(members).map(([userId, role]) => ({ userId, role })),
  };

  /** Whether it may be saved: somebody's loss has to be seen first. */
  async function isSeen(id: string): Promise<boolean> {
    if (lost !== null) return true;
    const answer = await request.send("POST", `/api/groups/${id}/preview`, { body, answer: isGroupPreview });
    if (!answer.ok) return false;
    const found = losses(answer.data.changes);
    if (found.length > 0) setLost(found);
    return found.length === 0;
  }

  async function submit() {
    onBusy(true);
    const seen = group === null || (await isSeen(group.id));
    const answer = seen
      ? group === null
        ? await request.send("POST", "/api/groups", { body })
        : await request.send("PATCH", `/api/groups/${group.id}`, {
            body: { ...body, version: group.version },
          })
      : null;
    onBusy(false);
    if (!answer?.ok) return;
    toast.success(group === null ? `The group ${body.name} is made` : `The group ${body.name} is saved`);
    onDone();
    router.refresh();
  }

  const edited = () => setLost(null);
  return (
    <DialogContent
      title={group === null ? "New group" : `Edit ${group.name}`}
      description="People in a group have their role in each of its workspaces, also in those that join later."
      className="max-w-2xl"
      footer={
        <DialogActions className="mt-0" busy={request.busy}>
          <Button
            type="submit"
            form={formId}
            variant={lost === null ? "primary" : "destructive"}
            busy={request.busy}
          >
            {lost === null ? (group === null ? "Make group" : "Save") : "Save and take roles back"}
          </Button>
        </DialogActions>
      }
    >
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-5">
        <ProblemNotice problem={request.problemBeside("/name")} />
        {lost === null ? null : (
          <Notice tone="warn" role="alert" title="Some people will be able to do less">
            <LossList changes={lost} />
          </Notice>
        )}
        <Field id="group-name" label="Name" error={request.errorAt("/name")}>
          {(control) => (
            <Input
              {...control}
              {...inputLimits(GROUP_NAME)}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <WorkspaceChoice
          workspaces={workspaces}
          chosen={slugs}
          onChange={(next) => {
            setSlugs(next);
            edited();
          }}
        />
        <RoleRows
          title="People"
          none="Not in it"
          rowLabel="Role of"
          rows={membersFirst(people, group).map(({ id, name: person, email }) => ({
            id,
            name: person,
            hint: email,
          }))}
          roles={members}
          onChange={(next) => {
            setMembers(next);
            edited();
          }}
        />
        <RoleMeanings />
      </Form>
    </DialogContent>
  );
}
