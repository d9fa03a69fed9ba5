"use client";

import { Building2, Shapes } from "lucide-react";
import { FLOW_KINDS, flowKindLabel } from "@/lib/flows/model/flow";
import { SearchBox } from "../../lists/search-box";
import { SelectChip } from "../../lists/select-chip";
import { useListParams } from "../../lists/use-list-params";

/** The words to search for, and what narrows the search. */
export function SearchTools({ workspaces }: { workspaces: { slug: string; name: string }[] }) {
  const { params, change } = useListParams();
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox label="Search names and texts of flows" />
      <SelectChip
        label="Kind"
        none="Both kinds"
        icon={Shapes}
        value={params.get("kind") ?? ""}
        choices={FLOW_KINDS.map((kind) => ({ value: kind, label: `${flowKindLabel(kind)}s` }))}
        onChange={(kind) => change({ kind })}
      />
      {workspaces.length > 1 ? (
        <SelectChip
          label="Workspace"
          none="All workspaces"
          icon={Building2}
          value={params.get("workspace") ?? ""}
          choices={workspaces.map(({ slug, name }) => ({ value: slug, label: name }))}
          onChange={(workspace) => change({ workspace })}
        />
      ) : null}
    </search>
  );
}
