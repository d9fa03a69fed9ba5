"use client";

import { useState } from "react";
import type { PersonSummary } from "@/lib/audit/activity/person-summary";
import { type AuditOutcome, OUTCOME_NAMES, OUTCOMES } from "@/lib/audit/events/outcomes";
import { Button } from "../../ui/button";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { hourSpan } from "../timeline/day-words";

const SHOWN_AT_FIRST = 8;

interface PeopleTableProps {
  people: PersonSummary[];
  /** The zone of the times. */
  zone: string;
  onChoose: (choice: { actor: string; outcome?: AuditOutcome }) => void;
}

/** The counts of each person in the period. Names and numbers lead to the events behind them. */
export function PeopleTable({ people, zone, onChoose }: PeopleTableProps) {
  const [all, setAll] = useState(false);
  const shown = all ? people : people.slice(0, SHOWN_AT_FIRST);
  return (
    <div className="min-w-0">
      <h3 className="mb-2 text-sm font-semibold">People in this period</h3>
      <Table label="People in this period">
        <TableHead>
          <tr>
            <HeaderCell>Person</HeaderCell>
            {OUTCOME_NAMES.map((outcome) => (
              <HeaderCell key={outcome} className="text-right">
                {OUTCOMES[outcome].label}
              </HeaderCell>
            ))}
            <HeaderCell className="text-right">Flows touched</HeaderCell>
            <HeaderCell>Last active</HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {shown.map((person) => (
            <TableRow key={person.actor ?? person.name}>
              <TableCell className="min-w-36">
                <Choice person={person} text={person.name} about="all events" onChoose={onChoose} />
              </TableCell>
              {OUTCOME_NAMES.map((outcome) => (
                <TableCell key={outcome} className="text-right tabular-nums">
                  {person.counts[outcome] === 0 ? (
                    <span className="text-muted-foreground">0</span>
                  ) : (
                    <Choice
                      person={person}
                      text={String(person.counts[outcome])}
                      about={outcome}
                      outcome={outcome}
                      onChoose={onChoose}
                    />
                  )}
                </TableCell>
              ))}
              <TableCell className="text-right tabular-nums">{person.flows}</TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground">
                {hourSpan(zone, Date.parse(person.lastHour))}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
      {people.length > SHOWN_AT_FIRST ? (
        <Button size="sm" variant="ghost" className="mt-2" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the busiest ${SHOWN_AT_FIRST} only` : `Show all ${people.length} people`}
        </Button>
      ) : null}
    </div>
  );
}

interface ChoiceProps extends Pick<PeopleTableProps, "onChoose"> {
  person: PersonSummary;
  text: string;
  about: string;
  outcome?: AuditOutcome;
}

/**
 * A name or number that filters by a person. The filter needs an id, which a stranger whose sign-in failed doesn't
 * have.
 */
function Choice({ person, text, about, outcome, onChoose }: ChoiceProps) {
  const { actor } = person;
  if (actor === null) return text;
  return (
    <Button
      variant="link"
      className="text-left text-sm font-normal whitespace-normal tabular-nums"
      aria-label={outcome ? `${person.name}, ${about}: ${text}` : `${person.name}: ${about}`}
      onClick={() => onChoose({ actor, ...(outcome ? { outcome } : {}) })}
    >
      {text}
    </Button>
  );
}
