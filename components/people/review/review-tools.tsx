"use client";

import { UserRound } from "lucide-react";
import { SelectChip } from "../../lists/select-chip";
import { useListParams } from "../../lists/use-list-params";
import { WorkspaceChip } from "../workspace-chip";

interface ReviewToolsProps {
  people: { id: string; name: string }[];
  workspaces: { slug: string; name: string }[];
}

/** Shows the rights of one person, or in one workspace. */
export function ReviewTools({ people, workspaces }: ReviewToolsProps) {
  const { params, change } = useListParams();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SelectChip
        label="Person"
        none="Anybody"
        icon={UserRound}
        value={params.get("user") ?? ""}
        choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(user) => change({ user })}
      />
      <WorkspaceChip workspaces={workspaces} />
    </div>
  );
}
