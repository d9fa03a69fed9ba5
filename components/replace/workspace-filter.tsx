"use client";

import { Building2 } from "lucide-react";
import { counted } from "../flows/words/counted";
import { FilterChip } from "../lists/filter-chip";
import { WorkspaceChoice, type WorkspaceGroup } from "../shell/workspace-choice";
import { Button } from "../ui/button";

interface WorkspaceFilterProps {
  workspaces: readonly { slug: string; name: string; colour: number }[];
  groups: readonly WorkspaceGroup[];
  /** By slug; none for all. */
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** In which workspaces is searched: all that the reader may change, or those that they tick. */
export function WorkspaceFilter({ workspaces, groups, chosen, onChange }: WorkspaceFilterProps) {
  const known = workspaces.filter(({ slug }) => chosen.includes(slug));
  const strange = chosen.filter((slug) => known.every((one) => one.slug !== slug));
  const all = `All ${workspaces.length} workspaces`;
  return (
    <FilterChip
      label="Workspaces"
      short={all}
      icon={Building2}
      value={chosen.length === 0 ? null : chosenWords(known, strange.length)}
      words={known.map(({ name }) => name).join(", ") || undefined}
      onRemove={() => onChange([])}
    >
      {() => (
        <div className="flex flex-col gap-3 p-3">
          <WorkspaceChoice
            workspaces={[...workspaces]}
            chosen={known.map(({ slug }) => slug)}
            none="all that you may change"
            groups={groups}
            onChange={(next) => onChange(isAll(next, workspaces) ? [] : [...next, ...strange])}
          />
          {strange.length > 0 ? (
            <p className="flex flex-wrap items-center justify-between gap-2 text-sm">
              You may not change {counted(strange.length, "workspace")} of this address.
              <Button size="sm" variant="outline" onClick={() => onChange(known.map(({ slug }) => slug))}>
                Leave out
              </Button>
            </p>
          ) : null}
        </div>
      )}
    </FilterChip>
  );
}

/** All of them one by one are the same as no filter, in an address that is shorter. */
function isAll(chosen: readonly string[], workspaces: WorkspaceFilterProps["workspaces"]): boolean {
  return workspaces.every(({ slug }) => chosen.includes(slug));
}

function chosenWords(known: readonly { name: string }[], strange: number): string {
  const [first] = known;
  return first && known.length + strange === 1 ? first.name : counted(known.length + strange, "workspace");
}
