"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { PersonRole } from "@/lib/identity/person-page";
import { type Role, roleLabel } from "@/lib/identity/roles";
import { folded } from "@/lib/text/readable";
import { ProblemNotice } from "../../http/problem-notice";
import { useRequest } from "../../http/use-request";
import { WorkspaceMark } from "../../shell/marks";
import { cn } from "../../ui/class-names";
import { GivenName } from "../../ui/given-name";
import { Input } from "../../ui/input";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { toast } from "../../ui/toast";
import { useUnsavedWarning } from "../../ui/unsaved-changes";
import { RoleSelect } from "../role-select";
import { isStronger, roleWord } from "../role-words";
import { floorOf, type RolesDraft, shownRole, throughWords } from "./roles-draft";
import { RolesSaveBar } from "./roles-save-bar";

interface RolesTableProps {
  person: { id: string; name: string };
  roles: PersonRole[];
  /** Whether nothing can be given any more, since the person has left for good. */
  locked: boolean;
}

/** From so many workspaces on, they can be searched. */
const MANY = 10;

/** A person's roles over all workspaces, to edit as a draft that is saved at once. */
export function RolesTable({ person, roles, locked }: RolesTableProps) {
  const router = useRouter();
  const { busy, problem, send, clear } = useRequest();
  const [draft, setDraft] = useState<RolesDraft>({});
  const [search, setSearch] = useState("");
  const changed = roles.filter(
    (row) => draft[row.workspace] !== undefined && draft[row.workspace] !== row.direct,
  );
  useUnsavedWarning(changed.length > 0);
  const shown = roles.filter(({ name }) => folded(name).includes(folded(search.trim())));
  const has = roles.filter(({ role }) => role !== null).length;

  function choose(rows: readonly PersonRole[], role: Role | null) {
    const fit = rows.filter((row) => role === null || isStronger(role, floorOf(row)));
    setDraft({ ...draft, ...Object.fromEntries(fit.map((row) => [row.workspace, role])) });
    clear();
  }

  async function save() {
    const body = {
      roles: changed.map(({ workspace }) => ({ workspace, role: draft[workspace] ?? null })),
    };
    const answer = await send("PUT", `/api/users/${person.id}/roles`, { body });
    if (!answer.ok) return;
    toast.success(`The roles of ${person.name} are saved`);
    setDraft({});
    router.refresh();
  }

  return (
    <section aria-label="Roles" className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-base font-semibold">Roles</h2>
        <span className="text-sm text-muted-foreground">
          in {has} of {roles.length} workspaces
        </span>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {roles.length >= MANY ? (
            <Input
              type="search"
              aria-label="Find a workspace"
              placeholder="Find a workspace"
              value={search}
              className="h-8 w-44"
              onChange={(event) => setSearch(event.target.value)}
            />
          ) : null}
          {roles.length > 1 && !locked ? (
            <div className="flex items-center gap-2">
              <span className="text-sm text-muted-foreground">
                {search.trim() === "" ? "Set all" : "Set found"}
              </span>
              <RoleSelect
                label="Set the role in all workspaces that are shown"
                none="No access"
                value={commonRole(shown, draft)}
                disabled={busy}
                className="w-36"
                onChange={(role) => choose(shown, role)}
              />
            </div>
          ) : null}
        </div>
      </div>
      <Table label="Roles over all workspaces">
        <TableHead>
          <tr>
            <HeaderCell>Workspace</HeaderCell>
            <HeaderCell>Role</HeaderCell>
            <HeaderCell className="hidden sm:table-cell">Comes from</HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {shown.map((row) => (
            <RoleRow
              key={row.workspace}
              row={row}
              draft={draft}
              disabled={busy || locked}
              onChoose={(role) => choose([row], role)}
            />
          ))}
        </tbody>
      </Table>
      {shown.length === 0 ? (
        <p className="mt-2 text-sm text-muted-foreground">
          {roles.length === 0 ? "There is no workspace yet." : "No workspace has that name."}
        </p>
      ) : null}
      {problem ? (
        <div className="mt-3">
          <ProblemNotice problem={problem} />
        </div>
      ) : null}
      <RolesSaveBar
        changed={changed.map((row) => ({ name: row.name, role: shownRole(row, draft) }))}
        busy={busy}
        onSave={() => void save()}
        onDiscard={() => {
          setDraft({});
          clear();
        }}
      />
    </section>
  );
}

/** The role that all rows have directly. */
function commonRole(rows: readonly PersonRole[], draft: RolesDraft): Role | "mixed" | null {
  const direct = (row: PersonRole) =>
    draft[row.workspace] === undefined ? row.direct : draft[row.workspace];
  const [first] = rows;
  if (!first) return null;
  return rows.every((row) => direct(row) === direct(first)) ? (direct(first) ?? null) : "mixed";
}

interface RoleRowProps {
  row: PersonRole;
  draft: RolesDraft;
  disabled: boolean;
  onChoose: (role: Role | null) => void;
}

function RoleRow({ row, draft, disabled, onChoose }: RoleRowProps) {
  const { workspace, name, colour, direct } = row;
  const chosen = draft[workspace];
  const value = chosen === undefined ? direct : chosen;
  const isChanged = chosen !== undefined && chosen !== direct;
  return (
    <TableRow className={cn(isChanged && "bg-warning-wash hover:bg-warning-wash")}>
      <TableCell className={cn("w-full max-w-0", isChanged && "shadow-[3px_0_0_var(--lamp)_inset]")}>
        <span className="flex items-center gap-2.5 font-medium">
          <WorkspaceMark name={name} colour={colour} className="size-6 text-[0.625rem]" />
          <span className="truncate">
            <GivenName>{name}</GivenName>
          </span>
        </span>
        <span className="mt-1 block text-xs text-muted-foreground sm:hidden">
          {isChanged ? `was ${roleWord(row.role)}` : throughWords(row)}
        </span>
      </TableCell>
      <TableCell>
        <RoleSelect
          label={`Role in ${name}`}
          none={noneWords(row)}
          value={isStronger(value, floorOf(row)) ? value : null}
          floor={floorOf(row)}
          disabled={disabled}
          className="w-40"
          onChange={onChoose}
        />
      </TableCell>
      <TableCell className="hidden min-w-44 text-muted-foreground sm:table-cell">
        {isChanged ? (
          <span className="font-medium text-warning">was {roleWord(row.role)}</span>
        ) : (
          throughWords(row)
        )}
      </TableCell>
    </TableRow>
  );
}

/** Without a role of their own, somebody in a group still has the group's. */
function noneWords(row: PersonRole): string {
  const floor = floorOf(row);
  return floor === null ? "No access" : `${roleLabel(floor)} (group)`;
}
