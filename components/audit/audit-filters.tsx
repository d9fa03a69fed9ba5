"use client";

import { X } from "lucide-react";
import { SearchBox } from "../lists/search-box";
import { useListParams } from "../lists/use-list-params";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { AUDIT_FILTERS } from "./audit-query";

interface AuditFiltersProps {
  people: { id: string; name: string }[];
  actions: { value: string; label: string }[];
  /** The name of the flow that the address asks for, if it does. */
  targetName: string | null;
}

/** The filters of an audit log. They live in the address. */
export function AuditFilters({ people, actions, targetName }: AuditFiltersProps) {
  const { params, change } = useListParams();
  const filtered = AUDIT_FILTERS.some((name) => params.has(name));
  const given = (name: string) => params.get(name) ?? "";
  return (
    <search className="mb-4 flex flex-wrap gap-2">
      <SearchBox label="Search names, reasons and changed text" />
      <Choice label="Person" value={given("actor")} onChange={(actor) => change({ actor })}>
        <option value="">Anyone</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice label="Action" value={given("action")} onChange={(action) => change({ action })}>
        <option value="">Any action</option>
        {actions.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Choice>
      <Choice label="Outcome" value={given("outcome")} onChange={(outcome) => change({ outcome })}>
        <option value="">Any outcome</option>
        <option value="succeeded">Succeeded</option>
        <option value="failed">Failed</option>
        <option value="denied">Denied</option>
        <option value="unknown">Unknown</option>
      </Choice>
      <div className="flex items-center gap-2 text-sm text-muted-foreground max-sm:w-full">
        <DayField label="From" value={given("from")} onChange={(from) => change({ from })} />
        <span aria-hidden>to</span>
        <DayField label="To" value={given("to")} onChange={(to) => change({ to })} />
      </div>
      {targetName ? (
        <Button variant="outline" onClick={() => change({ target: null })}>
          {targetName}
          <X aria-label="Remove this filter" role="img" />
        </Button>
      ) : null}
      {filtered ? (
        <Button
          variant="ghost"
          onClick={() => change(Object.fromEntries(AUDIT_FILTERS.map((name) => [name, null])))}
        >
          <X aria-hidden />
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      className="w-40 max-sm:w-[8.5rem] max-sm:grow"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {children}
    </Select>
  );
}

function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  return (
    <Input
      type="date"
      aria-label={`${label} day (UTC)`}
      title={`${label}, in UTC`}
      className="w-36 max-sm:flex-1"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
