"use client";

import { useId, useState } from "react";
import type { Role } from "@/lib/identity/roles";
import type { ListedAddress } from "@/lib/text/address-list";
import { ProblemNotice } from "../../http/problem-notice";
import type { useRequest } from "../../http/use-request";
import { WorkspaceMark } from "../../shell/marks";
import { Button } from "../../ui/button";
import { DialogActions, DialogContent } from "../../ui/dialog";
import { Label } from "../../ui/field";
import { Form } from "../../ui/form";
import { AddressField, addressFault, withTyped } from "./address-field";
import { RoleMeanings, RoleRows } from "./role-rows";

export interface InviteRequest {
  people: ListedAddress[];
  roles: { workspace: string; role: Role }[];
  groups: { group: string; role: Role }[];
  owner: boolean;
}

interface InviteFormProps {
  workspaces: { slug: string; name: string; colour: number }[];
  groups: { id: string; name: string }[];
  request: Pick<ReturnType<typeof useRequest>, "busy" | "problem" | "errorAt" | "problemBeside">;
  onInvite: (request: InviteRequest) => Promise<void>;
}

/** Asks whom to invite, and what they may do. */
export function InviteForm({ workspaces, groups, request, onInvite }: InviteFormProps) {
  const formId = useId();
  const [people, setPeople] = useState<ListedAddress[]>([]);
  const [text, setText] = useState("");
  const [checked, setChecked] = useState(false);
  const [roles, setRoles] = useState<Record<string, Role>>({});
  const [groupRoles, setGroupRoles] = useState<Record<string, Role>>({});
  const all = withTyped(people, text);
  const fault = checked ? addressFault(all) : undefined;

  async function submit(form: FormData) {
    setPeople(all);
    setText("");
    setChecked(true);
    if (addressFault(all) !== undefined) return;
    await onInvite({
      people: all,
      roles: Object.entries(roles).map(([workspace, role]) => ({ workspace, role })),
      groups: Object.entries(groupRoles).map(([group, role]) => ({ group, role })),
      owner: form.get("owner") === "on",
    });
  }

  return (
    <DialogContent
      title="Invite people"
      description="Each gets a link that works once, for 7 days, to choose a password with."
      className="max-w-2xl"
      footer={
        <DialogActions className="mt-0" busy={request.busy}>
          <Button type="submit" form={formId} busy={request.busy}>
            {all.length < 2 ? "Invite" : `Invite ${all.length} people`}
          </Button>
        </DialogActions>
      }
    >
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-5">
        <ProblemNotice problem={request.problemBeside("/people")} />
        <AddressField
          people={people}
          text={text}
          error={fault ?? request.errorAt("/people")}
          onChange={(next, typed) => {
            setPeople(next);
            setText(typed);
          }}
        />
        <RoleRows
          title="Workspaces"
          none="No access"
          rows={workspaces.map(({ slug, name, colour }) => ({
            id: slug,
            name,
            mark: (
              <WorkspaceMark name={name} colour={colour} className="size-4.5 rounded-sm text-[0.5625rem]" />
            ),
          }))}
          roles={roles}
          onChange={setRoles}
        />
        {groups.length > 0 ? (
          <RoleRows
            title="Groups of workspaces"
            none="Not in it"
            rows={groups}
            roles={groupRoles}
            onChange={setGroupRoles}
          />
        ) : null}
        <RoleMeanings />
        <div className="flex items-start gap-2.5">
          <input id="invite-owner" name="owner" type="checkbox" className="mt-1 size-4 accent-primary" />
          <div>
            <Label htmlFor="invite-owner">Owners</Label>
            <p className="text-sm text-muted-foreground">
              They also manage workspaces, people and the portal itself. It counts for new people only.
            </p>
          </div>
        </div>
      </Form>
    </DialogContent>
  );
}
