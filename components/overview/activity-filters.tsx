"use client";

import { CalendarDays, LayoutGrid, User } from "lucide-react";
import { PERIODS } from "../audit/filters/periods";
import { SelectChip } from "../lists/select-chip";
import { useListParams } from "../lists/use-list-params";
import { useReaderZone } from "../ui/reader-zone";

interface ActivityFiltersProps {
  people: { id: string; name: string }[];
  workspaces: { slug: string; name: string }[];
}

/** By whom, where and when. The address has the values, and the zone whose days are meant. */
export function ActivityFilters({ people, workspaces }: ActivityFiltersProps) {
  const { params, change } = useListParams();
  const zone = useReaderZone();
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2">
      <SelectChip
        label="Person"
        none="Anybody"
        icon={User}
        value={params.get("actor") ?? ""}
        choices={[
          ...people.map(({ id, name }) => ({ value: id, label: name })),
          { value: "upstream", label: "Somebody in Trillet" },
        ]}
        onChange={(actor) => change({ actor })}
      />
      <SelectChip
        label="Workspace"
        none="All my workspaces"
        icon={LayoutGrid}
        value={params.get("workspace") ?? ""}
        choices={workspaces.map(({ slug, name }) => ({ value: slug, label: name }))}
        onChange={(workspace) => change({ workspace })}
      />
      <SelectChip
        label="Time"
        none="Any time"
        icon={CalendarDays}
        value={params.get("period") ?? ""}
        choices={PERIODS.map(({ id, label }) => ({ value: id, label }))}
        onChange={(period) => change({ period, zone: period === "" ? null : zone })}
      />
    </search>
  );
}
