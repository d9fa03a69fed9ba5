"use client";

import { ArrowDownUp, Boxes, Rows3, TriangleAlert } from "lucide-react";
import { SearchBox } from "../lists/search-box";
import { SelectChip } from "../lists/select-chip";
import { useListParams } from "../lists/use-list-params";
import type { OverviewSort } from "./overview-query";

const SORTS: { value: Exclude<OverviewSort, "urgency">; label: string }[] = [
  { value: "name", label: "By name" },
  { value: "-changed", label: "Changed last" },
  { value: "-flows", label: "Most flows" },
  { value: "-drift", label: "Most changed outside" },
];

interface OverviewFiltersProps {
  /** How many workspaces need attention, and how many have a star. */
  problems: number;
  starred: number;
  groups: { id: string; name: string }[];
}

/** Search, filter and order of the workspaces. The address has their values. */
export function OverviewFilters({ problems, starred, groups }: OverviewFiltersProps) {
  const { params, change } = useListParams();
  return (
    <search className="mb-2 flex flex-wrap items-center gap-2">
      <SearchBox label="Find a workspace" />
      <SelectChip
        label="Show"
        none="All workspaces"
        icon={TriangleAlert}
        value={params.get("only") ?? ""}
        choices={[
          { value: "problems", label: `Needs attention (${problems})` },
          { value: "starred", label: `Starred (${starred})` },
        ]}
        onChange={(only) => change({ only })}
      />
      {groups.length > 0 ? (
        <>
          <SelectChip
            label="Group"
            none="Any group"
            icon={Boxes}
            value={params.get("group") ?? ""}
            choices={groups.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(group) => change({ group })}
          />
          <SelectChip
            label="Display"
            none="As one list"
            icon={Rows3}
            value={params.get("by") ?? ""}
            choices={[{ value: "group", label: "By group" }]}
            onChange={(by) => change({ by })}
          />
        </>
      ) : null}
      <SelectChip
        label="Order"
        none="Most urgent first"
        icon={ArrowDownUp}
        value={params.get("sort") ?? ""}
        choices={SORTS}
        onChange={(sort) => change({ sort })}
      />
    </search>
  );
}
