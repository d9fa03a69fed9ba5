"use client";

import { ListFilter, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { OUTCOME_NAMES, OUTCOMES } from "@/lib/audit/events/outcomes";
import { SearchBox } from "../lists/search-box";
import { Button } from "../ui/button";
import { cn } from "../ui/class-names";
import { Select } from "../ui/select";
import { auditQuery } from "./audit-query";
import { actionGroups } from "./filters/action-groups";
import { ActiveFilters } from "./filters/active-filters";
import { ChoicePicker } from "./filters/choice-picker";
import { fieldChoices } from "./filters/field-choices";
import { filterChips } from "./filters/filter-chips";
import { MoreFilters } from "./filters/more-filters";
import { PeriodFilter } from "./filters/period-filter";
import type { PickerChoice } from "./filters/picker-choice";
import { useAuditParams } from "./filters/use-audit-params";

interface AuditFiltersProps {
  chain: "flows" | "workspace" | "portal";
  people: PickerChoice[];
  flows: PickerChoice[];
  /** The present, as the server counted periods by it; in milliseconds. */
  now: number;
  /** Stands beside the search field. */
  beside?: ReactNode;
}

/** The filters of an audit log. They live in the address; what is in use stands below them in words. */
export function AuditFilters({ chain, people, flows, now, beside }: AuditFiltersProps) {
  const [unfolded, setUnfolded] = useState(false);
  const { params, change, clear } = useAuditParams();
  const [more, setMore] = useState(Boolean(params.ip || params.correlation));
  const chips = filterChips(params, { people, flows }, now);
  return (
    <search aria-label="Events" className="mb-5 flex flex-col gap-2.5">
      <div className="flex flex-wrap gap-2">
        <SearchBox label="Search names, reasons and changed text" />
        {beside}
        <Button
          variant="outline"
          className="sm:hidden"
          aria-expanded={unfolded}
          aria-controls="audit-filters"
          onClick={() => setUnfolded(!unfolded)}
        >
          <SlidersHorizontal aria-hidden />
          Filters{chips.length > 0 ? ` (${chips.length})` : ""}
        </Button>
      </div>
      <div id="audit-filters" className={cn("flex flex-col gap-2.5", !unfolded && "max-sm:hidden")}>
        <Pickers chain={chain} people={people} flows={flows} />
        <PeriodFilter beside={<MoreButton unfolded={more} onPress={() => setMore(!more)} />} />
        {more ? <MoreFilters /> : null}
      </div>
      <ActiveFilters
        chips={chips}
        onRemove={({ clears }) => change(Object.fromEntries(clears.map((name) => [name, null])))}
        onClear={clear}
      />
    </search>
  );
}

function MoreButton({ unfolded, onPress }: { unfolded: boolean; onPress: () => void }) {
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-expanded={unfolded}
      aria-controls="audit-more-filters"
      onClick={onPress}
    >
      <ListFilter aria-hidden />
      More filters
    </Button>
  );
}

function Pickers({ chain, people, flows }: Pick<AuditFiltersProps, "chain" | "people" | "flows">) {
  const { params, change } = useAuditParams();
  const query = auditQuery(params);
  const [fields] = useState(() => fieldChoices(chain));
  const actions = actionGroups(chain);
  const choose = (name: string) => (value: string) => change({ [name]: value });
  const picker = (label: string, none: string, name: "actor" | "action" | "target" | "field") => ({
    label,
    none,
    value: query[name] ?? "",
    onChange: choose(name),
  });
  return (
    <div className="grid grid-cols-2 gap-2 lg:grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))]">
      <ChoicePicker {...picker("Person", "Anyone", "actor")} choices={people} />
      <ChoicePicker {...picker("Action", "Any action", "action")} choices={actions} />
      <Select
        aria-label="Outcome"
        value={query.outcome ?? ""}
        onChange={(event) => change({ outcome: event.target.value })}
      >
        <option value="">Any outcome</option>
        {OUTCOME_NAMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            {OUTCOMES[outcome].label}
          </option>
        ))}
      </Select>
      {chain === "portal" ? null : <ChoicePicker {...picker("Flow", "Any flow", "target")} choices={flows} />}
      <ChoicePicker {...picker("Field", "Any field", "field")} choices={fields} />
    </div>
  );
}
