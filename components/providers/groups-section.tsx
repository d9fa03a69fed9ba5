"use client";

import { Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition, useState } from "react";
import { ROLE_NAMES, ROLES, type Role } from "@/lib/identity/roles";
import { GROUP_NAME, GROUPS_CLAIM } from "@/lib/providers/rules";
import { inputLimits } from "@/lib/text/text-rule";
import { listOf, number, object, orNull, text } from "../http/answer-shape";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { useEdits } from "../ui/use-edits";
import { type Effect, MappingEffects } from "./mapping-effects";
import type { Choices, Provider } from "./provider-types";

interface Mapping {
  group: string;
  workspaceId: string;
  role: Role;
}

const named = object({ name: text });
const previewed = object({
  items: listOf(object<Effect>({ user: named, workspace: named, before: orNull(text), after: orNull(text) })),
  people: number,
  groups: listOf(text),
});

interface GroupsSectionProps {
  provider: Provider;
  workspaces: Choices["workspaces"];
}

const trimmed = (mappings: readonly Mapping[]) =>
  mappings.map(({ group, ...rest }) => ({ group: group.trim(), ...rest }));

/**
 * The roles that the provider's groups give. What a change would do to whom is shown before it is saved: a group that is left
 * out takes roles away from everybody in it.
 */
export function GroupsSection({ provider, workspaces }: GroupsSectionProps) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const { values, changes, isEdited, edit, endEdits } = useEdits({
    groupsClaim: provider.groupsClaim ?? "",
    directoryGroups: provider.directoryGroups,
    groupRoles: provider.groupRoles.map(
      ({ group, workspaceId, role }): Mapping => ({ group, workspaceId, role }),
    ),
  });
  const { groupsClaim: claim, directoryGroups, groupRoles: mappings } = values;
  const [preview, setPreview] = useState<{ effects: Effect[]; people: number } | null>(null);
  const [seen, setSeen] = useState<string[]>([]);

  const path = `/api/sign-in-providers/${provider.id}`;
  const faults = mappings.flatMap((_, place) => [
    `/groupRoles/${place}/group`,
    `/groupRoles/${place}/workspaceId`,
  ]);

  function change(part: Partial<typeof values>) {
    edit(part);
    setPreview(null);
    clear();
  }

  const changeRows = (next: Mapping[]) => change({ groupRoles: next });

  async function show() {
    // Without a claim, groups of the sign-in mean nothing, and give nothing.
    const groupRoles = directoryGroups || claim.trim() !== "" ? trimmed(mappings) : [];
    const body = { groupRoles, directoryGroups };
    const answer = await send("POST", `${path}/preview`, { body, answer: previewed });
    if (!answer.ok) return;
    setPreview({ effects: answer.data.items, people: answer.data.people });
    setSeen(answer.data.groups);
  }

  async function save() {
    const source = changes.directoryGroups === undefined ? {} : { directoryGroups };
    const body = { groupsClaim: claim.trim() || null, groupRoles: trimmed(mappings), ...source };
    const answer = await send("PATCH", path, { body });
    if (!answer.ok) return;
    toast.success("The roles count from now on");
    setPreview(null);
    startTransition(() => {
      endEdits(changes);
      router.refresh();
    });
  }

  return (
    <SectionCard
      title="Groups"
      description={`A group at the provider gives a role in a workspace. Roles follow the groups ${directoryGroups ? "as soon as the directory changes one" : "at each sign-in"}: whoever has left a group loses its role.`}
    >
      <div className="flex flex-col gap-4">
        <ProblemNotice problem={problemBeside(...faults, "/groupsClaim")} />
        {provider.directory || directoryGroups ? (
          <Field
            id="groups-source"
            label="Who says who is in a group"
            hint="The directory also gives roles to people who have not signed in yet."
            row
          >
            {(control) => (
              <Select
                {...control}
                value={directoryGroups ? "directory" : "claim"}
                onChange={({ target }) => change({ directoryGroups: target.value === "directory" })}
              >
                <option value="claim">The provider, at each sign-in</option>
                <option value="directory">The directory</option>
              </Select>
            )}
          </Field>
        ) : null}
        {directoryGroups ? null : (
          <Field
            id="groups-claim"
            label="Claim with the groups"
            hint="Usually groups. Leave it empty if groups give no roles."
            error={errorAt("/groupsClaim")}
            row
          >
            {(control) => (
              <Input
                {...control}
                {...inputLimits({ ...GROUPS_CLAIM, shortest: 0 })}
                value={claim}
                autoComplete="off"
                onChange={({ target }) => change({ groupsClaim: target.value })}
              />
            )}
          </Field>
        )}
        {mappings.length > 0 ? (
          <ul className="flex flex-col gap-3 border-t pt-4">
            {mappings.map((mapping, place) => (
              <MappingRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps nothing of its own, so its place will do
                key={place}
                place={place}
                mapping={mapping}
                workspaces={workspaces}
                fault={errorAt(`/groupRoles/${place}/group`)}
                onChange={(part) => changeRows(mappings.with(place, { ...mapping, ...part }))}
                onRemove={() => changeRows(mappings.toSpliced(place, 1))}
              />
            ))}
          </ul>
        ) : (
          <p className="text-sm text-muted-foreground">No group gives a role yet.</p>
        )}
        <datalist id="seen-groups">
          {seen.map((group) => (
            <option key={group} value={group} />
          ))}
        </datalist>
        {preview ? <MappingEffects {...preview} /> : null}
        <div className="flex flex-wrap justify-between gap-2">
          <Button
            variant="outline"
            disabled={workspaces.length === 0}
            onClick={() =>
              changeRows([...mappings, { group: "", workspaceId: workspaces[0]?.id ?? "", role: "viewer" }])
            }
          >
            <Plus aria-hidden />
            Add group
          </Button>
          {preview ? (
            <Button busy={busy} disabled={!isEdited} onClick={() => void save()}>
              Save and apply
            </Button>
          ) : (
            <Button busy={busy} disabled={!isEdited} onClick={() => void show()}>
              Show what changes
            </Button>
          )}
        </div>
      </div>
    </SectionCard>
  );
}

interface MappingRowProps {
  place: number;
  mapping: Mapping;
  workspaces: Choices["workspaces"];
  fault: string | undefined;
  onChange: (part: Partial<Mapping>) => void;
  onRemove: () => void;
}

function MappingRow({ place, mapping, workspaces, fault, onChange, onRemove }: MappingRowProps) {
  const { group, workspaceId, role } = mapping;
  return (
    <li className="flex flex-wrap items-start gap-3">
      <Field id={`group-${place}`} label="Group" error={fault} className="basis-full sm:flex-1 sm:basis-44">
        {(control) => (
          <Input
            {...control}
            {...inputLimits(GROUP_NAME)}
            list="seen-groups"
            value={group}
            autoComplete="off"
            onChange={(event) => onChange({ group: event.target.value })}
          />
        )}
      </Field>
      <Field id={`group-workspace-${place}`} label="Workspace" className="flex-1 basis-36">
        {(control) => (
          <Select
            {...control}
            value={workspaceId}
            onChange={(event) => onChange({ workspaceId: event.target.value })}
          >
            {workspaces.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field id={`group-role-${place}`} label="Role" className="basis-28">
        {(control) => (
          <Select
            {...control}
            value={role}
            onChange={(event) =>
              onChange({ role: ROLE_NAMES.find((known) => known === event.target.value) ?? "viewer" })
            }
          >
            {ROLE_NAMES.map((known) => (
              <option key={known} value={known}>
                {ROLES[known].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button
        variant="ghost"
        size="icon-sm"
        className="mt-7"
        aria-label={`Remove the group ${group || "without a name"}`}
        onClick={onRemove}
      >
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
}
