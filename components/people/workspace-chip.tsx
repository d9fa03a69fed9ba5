"use client";

import { Building2 } from "lucide-react";
import { SelectChip } from "../lists/select-chip";
import { useListParams } from "../lists/use-list-params";

/** Narrows a list of people, or of their rights, to one workspace. */
export function WorkspaceChip({ workspaces }: { workspaces: { slug: string; name: string }[] }) {
  const { params, change } = useListParams();
  return (
    <SelectChip
      label="Workspace"
      none="Any workspace"
      icon={Building2}
      value={params.get("workspace") ?? ""}
      choices={workspaces.map(({ slug, name }) => ({ value: slug, label: name }))}
      onChange={(workspace) => change({ workspace })}
    />
  );
}
