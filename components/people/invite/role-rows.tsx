"use client";

import { type ReactNode, useId, useState } from "react";
import { ROLE_NAMES, ROLES, type Role } from "@/lib/identity/roles";
import { folded } from "@/lib/text/readable";
import { GivenName } from "../../ui/given-name";
import { Input } from "../../ui/input";
import { RoleSelect } from "../role-select";

interface RoleRowsProps {
  title: string;
  /** The words for no role. */
  none: string;
  rows: { id: string; name: string; mark?: ReactNode; hint?: string }[];
  /** The chosen roles by row. */
  roles: Record<string, Role>;
  onChange: (roles: Record<string, Role>) => void;
  /** The words before a row's name that name its select. */
  rowLabel?: string;
}

/** From so many rows on, they can be searched. */
const MANY = 10;

function withRole(
  roles: Record<string, Role>,
  ids: readonly string[],
  role: Role | null,
): Record<string, Role> {
  const others = Object.entries(roles).filter(([id]) => !ids.includes(id));
  return Object.fromEntries([...others, ...(role === null ? [] : ids.map((id) => [id, role] as const))]);
}

/** A role for each of several places, or one for all that are shown. */
export function RoleRows({ title, none, rows, roles, onChange, rowLabel = "Role in" }: RoleRowsProps) {
  const id = useId();
  const [search, setSearch] = useState("");
  const shown = rows.filter(({ name, hint = "" }) =>
    folded(`${name} ${hint}`).includes(folded(search.trim())),
  );
  const chosen = rows.filter((row) => roles[row.id] !== undefined).length;
  const shownIds = shown.map((row) => row.id);
  const [first] = shownIds;
  const differ = first !== undefined && shownIds.some((one) => roles[one] !== roles[first]);
  const common = differ ? "mixed" : (roles[first ?? ""] ?? null);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 flex w-full flex-wrap items-baseline gap-x-2 text-sm">
        <span className="font-medium">{title}</span>
        <span className="text-muted-foreground">
          {chosen} of {rows.length}
        </span>
      </legend>
      <div className="flex flex-wrap items-center gap-2">
        {rows.length >= MANY ? (
          <Input
            type="search"
            aria-label={`Find among ${title.toLowerCase()}`}
            placeholder="Find"
            value={search}
            className="h-8 flex-1 basis-40"
            onChange={(event) => setSearch(event.target.value)}
          />
        ) : null}
        {rows.length > 1 ? (
          <div className="flex items-center gap-2">
            <span id={`${id}-all`} className="text-sm text-muted-foreground">
              {search.trim() === "" ? "All" : "All found"}
            </span>
            <RoleSelect
              label={`${title}: a role for all that are shown`}
              none={none}
              value={common}
              className="w-36"
              onChange={(role) => onChange(withRole(roles, shownIds, role))}
            />
          </div>
        ) : null}
      </div>
      <ul className="max-h-64 divide-y overflow-y-auto rounded-md border">
        {shown.map((row) => (
          <li key={row.id} className="flex items-center gap-2.5 px-3 py-1.5">
            {row.mark}
            <span className="min-w-0 flex-1 truncate text-sm">
              <GivenName>{row.name}</GivenName>
              {row.hint ? <span className="ml-2 text-muted-foreground">{row.hint}</span> : null}
            </span>
            <RoleSelect
              label={`${rowLabel} ${row.name}`}
              none={none}
              value={roles[row.id] ?? null}
              className="w-36 shrink-0"
              onChange={(role) => onChange(withRole(roles, [row.id], role))}
            />
          </li>
        ))}
        {shown.length === 0 ? (
          <li className="px-3 py-2 text-sm text-muted-foreground">
            {rows.length === 0 ? "There are none yet." : "Nothing has that name."}
          </li>
        ) : null}
      </ul>
    </fieldset>
  );
}

/** What each role may do, for whoever chooses one. */
export function RoleMeanings() {
  return (
    <details className="text-sm text-muted-foreground">
      <summary className="w-fit cursor-pointer rounded-sm">What each role may do</summary>
      <ul className="mt-1 flex flex-col gap-0.5">
        {ROLE_NAMES.map((name) => (
          <li key={name}>
            {ROLES[name].label}: {ROLES[name].meaning}
          </li>
        ))}
      </ul>
    </details>
  );
}
