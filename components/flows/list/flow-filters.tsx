"use client";

import { X } from "lucide-react";
import { SearchBox } from "../../lists/search-box";
import { useListParams } from "../../lists/use-list-params";
import { Button } from "../../ui/button";
import { Select } from "../../ui/select";

const FILTERS = ["q", "isActive", "direction", "agent"];

/** Search and filters of a flow list. The address has their values. */
export function FlowFilters({ agents }: { agents: { id: string; name: string }[] }) {
  const { params, change } = useListParams();
  const filtered = FILTERS.some((name) => params.has(name));
  return (
    <search className="mb-4 flex flex-wrap gap-2">
      <SearchBox label="Search by name or description" />
      <Select
        aria-label="State"
        className="w-[9.5rem] max-sm:grow"
        value={params.get("isActive") ?? ""}
        onChange={(event) => change({ isActive: event.target.value })}
      >
        <option value="">Any state</option>
        <option value="true">Active</option>
        <option value="false">Inactive</option>
      </Select>
      <Select
        aria-label="Direction"
        className="w-[9.5rem] max-sm:grow"
        value={params.get("direction") ?? ""}
        onChange={(event) => change({ direction: event.target.value })}
      >
        <option value="">Any direction</option>
        <option value="inbound">Inbound</option>
        <option value="outbound">Outbound</option>
        <option value="bidirectional">Both ways</option>
      </Select>
      {agents.length > 0 ? (
        <Select
          aria-label="Agent"
          className="w-[9.5rem] max-sm:grow"
          value={params.get("agent") ?? ""}
          onChange={(event) => change({ agent: event.target.value })}
        >
          <option value="">Any agent</option>
          {agents.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      ) : null}
      {filtered ? (
        <Button
          variant="ghost"
          onClick={() => change(Object.fromEntries(FILTERS.map((name) => [name, null])))}
        >
          <X aria-hidden />
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}
