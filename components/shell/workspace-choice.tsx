"use client";

import { useState } from "react";
import { folded } from "@/lib/text/readable";
import { Button } from "../ui/button";
import { GivenName } from "../ui/given-name";
import { Input } from "../ui/input";
import { WorkspaceMark } from "./marks";

interface WorkspaceChoiceProps {
  workspaces: { slug: string; name: string; colour: number }[];
  /** By slug. */
  chosen: string[];
  onChange: (chosen: string[]) => void;
  /** What it means that none is chosen, in words; without it the number says enough. */
  none?: string;
  /** Groups of these workspaces: a press chooses those of one, another takes them out again. */
  groups?: readonly WorkspaceGroup[];
}

export interface WorkspaceGroup {
  id: string;
  name: string;
  /** By slug. */
  workspaces: readonly string[];
}

/** From so many workspaces on, they can be searched. */
const MANY = 10;

/** Chooses workspaces by ticking them. */
export function WorkspaceChoice(props: WorkspaceChoiceProps) {
  const { workspaces, chosen, onChange, none, groups = [] } = props;
  const [search, setSearch] = useState("");
  const shown = workspaces.filter(({ name }) => folded(name).includes(folded(search.trim())));
  const slugs = shown.map(({ slug }) => slug);
  const all = slugs.length > 0 && slugs.every((slug) => chosen.includes(slug));
  const others = chosen.filter((slug) => !slugs.includes(slug));
  return (
    <fieldset className="@container flex min-w-0 flex-col gap-2">
      <legend className="mb-2 flex w-full flex-wrap items-baseline gap-x-2 text-sm">
        <span className="font-medium">Workspaces</span>
        <span className="text-muted-foreground">
          {none && chosen.length === 0 ? none : `${chosen.length} of ${workspaces.length}`}
        </span>
      </legend>
      <div className="flex flex-wrap items-center gap-2">
        {workspaces.length >= MANY ? (
          <Input
            type="search"
            aria-label="Find among workspaces"
            placeholder="Find"
            value={search}
            className="h-8 flex-1 basis-40"
            onChange={(event) => setSearch(event.target.value)}
          />
        ) : null}
        {shown.length > 1 ? (
          <Button size="sm" variant="outline" onClick={() => onChange(all ? others : [...others, ...slugs])}>
            {all ? "None of these" : `All ${shown.length}`}
          </Button>
        ) : null}
      </div>
      {groups.length > 0 ? (
        <fieldset className="flex flex-wrap items-center gap-2">
          <legend className="sr-only">Groups</legend>
          {groups.map((group) => (
            <GroupButton key={group.id} group={group} chosen={chosen} onChange={onChange} />
          ))}
        </fieldset>
      ) : null}
      <ul className="grid max-h-56 grid-cols-1 overflow-y-auto rounded-md border p-1.5 @sm:grid-cols-2">
        {shown.map(({ slug, name, colour }) => (
          <li key={slug}>
            <label className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2 text-sm hover:bg-muted">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-primary"
                checked={chosen.includes(slug)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, slug] : chosen.filter((one) => one !== slug))
                }
              />
              <WorkspaceMark name={name} colour={colour} className="size-4.5 rounded-sm text-[0.5625rem]" />
              <span className="truncate">
                <GivenName>{name}</GivenName>
              </span>
            </label>
          </li>
        ))}
        {shown.length === 0 ? (
          <li className="px-2 py-1.5 text-sm text-muted-foreground">
            {workspaces.length === 0 ? "There is no workspace yet." : "No workspace has that name."}
          </li>
        ) : null}
      </ul>
    </fieldset>
  );
}

interface GroupButtonProps extends Pick<WorkspaceChoiceProps, "chosen" | "onChange"> {
  group: WorkspaceGroup;
}

function GroupButton({ group: { name, workspaces }, chosen, onChange }: GroupButtonProps) {
  const isOn = workspaces.every((slug) => chosen.includes(slug));
  const others = chosen.filter((slug) => !workspaces.includes(slug));
  return (
    <Button
      size="sm"
      variant={isOn ? "secondary" : "outline"}
      aria-pressed={isOn}
      className="max-w-full"
      onClick={() => onChange(isOn ? others : [...others, ...workspaces])}
    >
      <span className="truncate">
        <GivenName>{name}</GivenName>
      </span>
      <span className="text-muted-foreground">{workspaces.length}</span>
    </Button>
  );
}
