"use client";

import { ArrowLeftRight, Bot, CircleDot, Copy, ExternalLink, Folder, Rows3, X } from "lucide-react";
import { useState } from "react";
import { FOLDED, UnfoldFilters } from "../../lists/filter-parts";
import { SearchBox } from "../../lists/search-box";
import { SelectChip } from "../../lists/select-chip";
import { useListParams } from "../../lists/use-list-params";
import { Button } from "../../ui/button";
import { directionLabel } from "../words/flow-words";
import { FLOW_DIRECTIONS, FLOW_FILTERS, NONE } from "./flow-list-query";

interface FlowFiltersProps {
  agents: { id: string; name: string }[];
  /** The folders that flows are in; empty where there are none, or the kind has none. */
  folders: { id: string; name: string | null }[];
  /** Whether any flow of the list is a copy. */
  hasCopies: boolean;
}

/** Search and filters of a flow list. The address has their values. */
export function FlowFilters({ agents, folders, hasCopies }: FlowFiltersProps) {
  const { params, change } = useListParams();
  const [unfolded, setUnfolded] = useState(false);
  const filters = [
    {
      name: "isActive",
      label: "State",
      none: "Any state",
      icon: CircleDot,
      choices: [
        { value: "true", label: "Active" },
        { value: "false", label: "Inactive" },
      ],
    },
    {
      name: "direction",
      label: "Direction",
      none: "Any direction",
      icon: ArrowLeftRight,
      choices: FLOW_DIRECTIONS.map((value) => ({ value, label: directionLabel(value) })),
    },
    {
      name: "agent",
      label: "Agent",
      none: "Any agent",
      icon: Bot,
      choices: orNone(agents, "Without agent"),
    },
    {
      name: "folder",
      label: "Folder",
      none: "Any folder",
      icon: Folder,
      choices: orNone(folders, "In no folder"),
    },
    {
      name: "drift",
      label: "Outside edits",
      none: "With or without outside edits",
      icon: ExternalLink,
      choices: [
        { value: "true", label: "Changed in Trillet" },
        { value: "false", label: "Not changed in Trillet" },
      ],
    },
  ];
  const copies = {
    name: "copy",
    label: "Copies",
    none: "Copies or not",
    icon: Copy,
    choices: [
      { value: "behind", label: "Behind their source" },
      { value: "any", label: "Is a copy" },
    ],
  };
  const columns = {
    name: "columns",
    label: "Columns",
    none: "Usual columns",
    icon: Rows3,
    choices: [{ value: "source", label: "With “Copied from”" }],
  };
  const grouping = {
    name: "group",
    label: "Group",
    none: "Not grouped",
    icon: Rows3,
    choices: [{ value: "folder", label: "By folder" }],
  };
  const used = FLOW_FILTERS.filter((name) => params.has(name));
  // An address may ask for copies where there are none any more: then the chip is what takes that back.
  const withCopies = hasCopies || params.has("copy") || params.has("columns");
  const chips = [
    ...filters,
    ...(withCopies ? [copies] : []),
    ...(folders.length > 0 ? [grouping] : []),
    ...(withCopies ? [columns] : []),
  ];
  return (
    <search className="mb-2 flex flex-wrap items-center gap-2">
      <SearchBox label="Search names and descriptions" />
      <UnfoldFilters unfolded={unfolded} onToggle={() => setUnfolded(!unfolded)} />
      {chips.map(({ name, choices, ...filter }) =>
        choices.length === 0 ? null : (
          <SelectChip
            key={name}
            {...filter}
            choices={choices}
            value={params.get(name) ?? ""}
            className={params.has(name) || unfolded ? undefined : FOLDED}
            onChange={(value) => change({ [name]: value })}
          />
        ),
      )}
      {used.length > 1 ? (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => change(Object.fromEntries(FLOW_FILTERS.map((name) => [name, null])))}
        >
          <X aria-hidden />
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

/** The choices of what a flow may lack; none where no flow has one. */
function orNone(named: readonly { id: string; name: string | null }[], none: string) {
  if (named.length === 0) return [];
  const choices = named.map(({ id, name }) => ({ value: id, label: name ?? id }));
  return [...choices, { value: NONE, label: none }];
}
