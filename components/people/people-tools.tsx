"use client";

import { UserRound } from "lucide-react";
import { PERSON_STATES } from "@/lib/identity/rules";
import { SearchBox } from "../lists/search-box";
import { SelectChip } from "../lists/select-chip";
import { useListParams } from "../lists/use-list-params";
import { WorkspaceChip } from "./workspace-chip";

/** Finds people by words, by what is special about them, and by workspace. */
export function PeopleTools({ workspaces }: { workspaces: { slug: string; name: string }[] }) {
  const { params, change } = useListParams();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox label="Find a person" />
      <SelectChip
        label="State"
        none="Any state"
        icon={UserRound}
        value={params.get("state") ?? ""}
        choices={Object.entries(PERSON_STATES).map(([value, label]) => ({ value, label }))}
        onChange={(state) => change({ state })}
      />
      <WorkspaceChip workspaces={workspaces} />
    </div>
  );
}
