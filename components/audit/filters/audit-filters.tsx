"use client";

import {
  Calendar,
  CircleAlert,
  Fingerprint,
  ListFilter,
  type LucideIcon,
  Network,
  Phone,
  TextCursorInput,
  User,
  Zap,
} from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { OUTCOME_NAMES, OUTCOMES } from "@/lib/audit/events/outcomes";
import type { TextFilter } from "@/lib/audit/filter";
import { FilterChip } from "../../lists/filter-chip";
import { FOLDED, UnfoldFilters } from "../../lists/filter-parts";
import { SearchBox } from "../../lists/search-box";
import { Button } from "../../ui/button";
import { actionChoices } from "./action-choices";
import { auditQuery, filtersInUse } from "./audit-query";
import { ChoiceSearch } from "./choice-search";
import { fieldChoices, fieldWords } from "./field-choices";
import { filterChips, periodWords } from "./filter-chips";
import { PeriodChoice } from "./period-choice";
import type { PickerChoice } from "./picker-choice";
import { useAuditParams } from "./use-audit-params";

interface AuditFiltersProps {
  chain: "flows" | "workspace" | "portal";
  people: PickerChoice[];
  flows: PickerChoice[];
  /** The server's present, from which it counted periods; in milliseconds. */
  now: number;
  /** The content beside the filters. */
  beside?: ReactNode;
}

/** The filters of an audit log in one line. Their state is the address. */
export function AuditFilters({ chain, people, flows, now, beside }: AuditFiltersProps) {
  const [unfolded, setUnfolded] = useState(false);
  const { params, change, clear } = useAuditParams();
  const used = filtersInUse(params).filter((name) => name !== "q");
  const period = periodWords(params, now);
  const chip = { unfolded, people, flows, now };
  const search = useRef<HTMLElement>(null);
  /** What was pressed is gone, and would take the focus with it. */
  const keepFocus = () => search.current?.focus();
  return (
    <search
      ref={search}
      tabIndex={-1}
      aria-label="Events"
      className="outline-none mb-2 flex flex-wrap items-center gap-2"
    >
      <SearchBox label="Search names, reasons and changed text" />
      <UnfoldFilters unfolded={unfolded} onToggle={() => setUnfolded(!unfolded)} />
      <FilterChip
        label="Period"
        icon={Calendar}
        value={period?.short ?? null}
        words={period?.full}
        className={period || unfolded ? undefined : FOLDED}
        onRemove={() => change({ period: null, from: null, to: null })}
      >
        {(close) => <PeriodChoice onDone={close} />}
      </FilterChip>
      <ChoiceChip {...chip} name="actor" label="Person" icon={User} none="Anyone" choices={() => people} />
      {chain === "portal" ? null : (
        <ChoiceChip {...chip} name="target" label="Flow" icon={Phone} none="Any flow" choices={() => flows} />
      )}
      <ChoiceChip
        {...chip}
        name="field"
        label="Field"
        icon={TextCursorInput}
        none="Any field"
        choices={() => withUnknown(fieldChoices(chain), params.field)}
      />
      <ChoiceChip
        {...chip}
        name="action"
        label="Action"
        icon={Zap}
        none="Any action"
        choices={() => actionChoices(chain)}
      />
      <ChoiceChip
        {...chip}
        name="outcome"
        label="Outcome"
        icon={CircleAlert}
        none="Any outcome"
        choices={outcomes}
      />
      <TextChip {...chip} name="ip" label="Source address" icon={Network} onGone={keepFocus} />
      <TextChip {...chip} name="correlation" label="Belongs to" icon={Fingerprint} onGone={keepFocus} />
      <MoreChip seesAddresses={chain !== "flows"} className={unfolded ? undefined : FOLDED} />
      {beside}
      {used.length > 0 ? (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            keepFocus();
            clear();
          }}
        >
          Clear all
        </Button>
      ) : null}
    </search>
  );
}

/** A link may name fields that can't be chosen; their words must be there. */
function withUnknown(choices: PickerChoice[], field: string | undefined): PickerChoice[] {
  if (!field || choices.some(({ value }) => value === field)) return choices;
  return [...choices, { value: field, label: fieldWords(field), group: "Of this search" }];
}

function outcomes(): PickerChoice[] {
  return OUTCOME_NAMES.map((value) => ({ value, label: OUTCOMES[value].label, group: "Outcomes" }));
}

interface ChipProps extends Pick<AuditFiltersProps, "people" | "flows" | "now"> {
  name: TextFilter;
  label: string;
  icon: LucideIcon;
  unfolded: boolean;
}

/** Returns a filter's value in words; null where it is not set. */
function wordsOf({ name, people, flows, now }: ChipProps, params: Record<string, string>): string | null {
  if (params[name] === undefined) return null;
  const chips = filterChips({ [name]: params[name] }, { people, flows }, now);
  return chips[0]?.text ?? null;
}

/** A filter that is chosen from a list. */
function ChoiceChip(props: ChipProps & { none: string; choices: () => PickerChoice[] }) {
  const { name, label, icon, none, choices, unfolded } = props;
  const { params, change } = useAuditParams();
  const words = wordsOf(props, params);
  const value = auditQuery(params)[name] ?? "";
  return (
    <FilterChip
      picks
      label={label}
      icon={icon}
      value={words}
      className={words !== null || unfolded ? undefined : FOLDED}
      onRemove={() => change({ [name]: null })}
    >
      {(close) => (
        <ChoiceSearch
          label={label}
          none={none}
          value={value}
          choices={choices()}
          onChoose={(next) => {
            close();
            if (next !== value) change({ [name]: next });
          }}
        />
      )}
    </FilterChip>
  );
}

const TEXT_FIELDS = {
  ip: "Source address, such as 192.0.2.7",
  correlation: "Correlation id",
} as const;

interface TextChipProps extends ChipProps {
  name: keyof typeof TEXT_FIELDS;
  /** Called when the chip goes, of which something had the focus. */
  onGone: () => void;
}

/** A filter that is typed; it is among the further ones until it is set. */
function TextChip(props: TextChipProps) {
  const { params, change } = useAuditParams();
  const [open, setOpen] = useState(false);
  const words = wordsOf(props, params);
  // Whoever empties the field may be about to type another text there.
  if (words === null && !open) return null;
  return (
    <FilterChip
      onOpen={(next) => {
        setOpen(next);
        if (!next && words === null) props.onGone();
      }}
      label={props.label}
      icon={props.icon}
      value={words}
      onRemove={() => {
        props.onGone();
        change({ [props.name]: null });
      }}
    >
      {() => (
        <div className="flex p-3">
          <SearchBox label={TEXT_FIELDS[props.name]} name={props.name} />
        </div>
      )}
    </FilterChip>
  );
}

interface MoreChipProps {
  /** Whether the reader sees from where requests came. */
  seesAddresses: boolean;
  className: string | undefined;
}

function MoreChip({ seesAddresses, className }: MoreChipProps) {
  return (
    <FilterChip
      label="More filters"
      short="More"
      icon={ListFilter}
      value={null}
      className={className}
      onRemove={() => {}}
    >
      {() => (
        <div className="flex flex-col gap-2 p-3 [&>div]:flex-none">
          {seesAddresses ? <SearchBox label={TEXT_FIELDS.ip} name="ip" /> : null}
          <SearchBox label={TEXT_FIELDS.correlation} name="correlation" />
        </div>
      )}
    </FilterChip>
  );
}
