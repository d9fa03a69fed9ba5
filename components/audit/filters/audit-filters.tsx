"use client";

import { ListFilter, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { OUTCOME_NAMES, OUTCOMES } from "@/lib/audit/events/outcomes";
import type { TextFilter } from "@/lib/audit/filter";
import { SearchBox } from "../../lists/search-box";
import { Button } from "../../ui/button";
import { cn } from "../../ui/class-names";
import { Select } from "../../ui/select";
import { actionChoices } from "./action-choices";
import { ActiveFilters } from "./active-filters";
import { auditQuery } from "./audit-query";
import { ChoicePicker } from "./choice-picker";
import { fieldChoices } from "./field-choices";
import { filterChips } from "./filter-chips";
import { PeriodFilter } from "./period-filter";
import type { PickerChoice } from "./picker-choice";
import { useAuditParams } from "./use-audit-params";

interface AuditFiltersProps {
  chain: "flows" | "workspace" | "portal";
  people: PickerChoice[];
  flows: PickerChoice[];
  /** The server's present, from which it counted periods; in milliseconds. */
  now: number;
  /** The content beside the search field. */
  beside?: ReactNode;
}

/** The filters of an audit log. Their state is the address; those in use are below them in words. */
export function AuditFilters({ chain, people, flows, now, beside }: AuditFiltersProps) {
  const [unfolded, setUnfolded] = useState(false);
  const { params, change, clear } = useAuditParams();
  const controls = useControls({ chain, people, flows });
  const [more, setMore] = useState(Boolean(params.ip || params.correlation));
  const chips = filterChips(params, { people, flows }, now);
  return (
    <search aria-label="Events" className="mb-5 flex flex-col gap-2.5">
      <div className="flex flex-wrap gap-2">
        {controls.q}
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
        <div className="grid grid-cols-2 gap-2 lg:grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))]">
          {controls.actor}
          {controls.action}
          {controls.outcome}
          {controls.target}
          {controls.field}
        </div>
        <PeriodFilter beside={<MoreButton unfolded={more} onPress={() => setMore(!more)} />} />
        {more ? (
          <div id="audit-more-filters" className="grid gap-2 sm:grid-cols-2">
            {controls.ip}
            {controls.correlation}
          </div>
        ) : null}
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

/** The control of each filter; the period has its own. */
function useControls({
  chain,
  people,
  flows,
}: Pick<AuditFiltersProps, "chain" | "people" | "flows">): Record<TextFilter, ReactNode> {
  const { params, change } = useAuditParams();
  const query = auditQuery(params);
  const [fields] = useState(() => fieldChoices(chain));
  const chosen = (name: TextFilter) => ({
    value: query[name] ?? "",
    onChange: (value: string) => change({ [name]: value }),
  });
  return {
    q: <SearchBox label="Search names, reasons and changed text" />,
    actor: <ChoicePicker label="Person" none="Anyone" choices={people} {...chosen("actor")} />,
    action: (
      <ChoicePicker label="Action" none="Any action" choices={actionChoices(chain)} {...chosen("action")} />
    ),
    outcome: (
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
    ),
    target:
      chain === "portal" ? null : (
        <ChoicePicker label="Flow" none="Any flow" choices={flows} {...chosen("target")} />
      ),
    field: <ChoicePicker label="Field" none="Any field" choices={fields} {...chosen("field")} />,
    ip: <SearchBox label="Source address, such as 192.0.2.7" name="ip" />,
    correlation: <SearchBox label="Correlation id" name="correlation" />,
  };
}
