"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import { Badge } from "../../ui/badge";
import { Input } from "../../ui/input";
import { useHydrated } from "../../ui/use-hydrated";
import { arrangeChoices, type Choice, type ShownChoice, withChoice } from "./input-choices";

interface KnowledgeBaseListProps {
  id: string;
  value: string[];
  choices: readonly Choice[];
  onChange: (value: string[]) => void;
  disabled?: boolean | undefined;
}

/** A searchable list of knowledge bases to tick. */
export function KnowledgeBaseList({ id, value, choices, onChange, disabled }: KnowledgeBaseListProps) {
  const [query, setQuery] = useState("");
  const [first, setFirst] = useState(value);
  const shown = arrangeChoices(choices, value, first, query);
  const chosen = new Set(value);
  if (choices.length === 0 && shown.length === 0 && query === "") {
    return <p className="text-sm text-muted-foreground">This workspace has no knowledge bases.</p>;
  }

  function search(text: string) {
    setQuery(text);
    // A new search changes the whole list anyway, so the ticked entries may move to the top.
    setFirst(value);
  }

  return (
    <div className="rounded-md border border-input bg-card">
      <div className="relative border-b">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
        />
        <Input
          id={`${id}-search`}
          type="search"
          aria-label="Search knowledge bases"
          placeholder="Search by name, id or description"
          autoComplete="off"
          disabled={disabled}
          value={query}
          onChange={(event) => search(event.target.value)}
          // Enter in a search must not save the form around it.
          onKeyDown={(event) => (event.key === "Enter" ? event.preventDefault() : undefined)}
          className="rounded-b-none border-0 pl-9 shadow-none"
        />
      </div>
      {shown.length === 0 ? (
        <p className="px-3 py-6 text-center text-sm text-muted-foreground">
          No knowledge base has that in its name.
        </p>
      ) : (
        <ul
          // Disabled boxes take no focus, so the list itself must, or the keyboard could not scroll it.
          tabIndex={disabled ? 0 : undefined}
          className="max-h-72 overflow-y-auto p-1.5"
        >
          {shown.map((choice) => (
            <li key={choice.id}>
              <KnowledgeBaseItem
                id={`${id}-choice-${choice.id}`}
                choice={choice}
                checked={chosen.has(choice.id)}
                disabled={disabled === true}
                onTick={(wanted) => onChange(withChoice(value, choice.id, wanted))}
              />
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="border-t px-3 py-1.5 text-sm text-muted-foreground tabular-nums">
        {query === "" ? `${chosen.size} chosen` : `${shown.length} found, ${chosen.size} chosen`}
      </p>
    </div>
  );
}

interface KnowledgeBaseItemProps {
  id: string;
  choice: ShownChoice;
  checked: boolean;
  disabled: boolean;
  onTick: (wanted: boolean) => void;
}

function KnowledgeBaseItem({ id, choice, checked, disabled, onTick }: KnowledgeBaseItemProps) {
  const hydrated = useHydrated();
  const { name, known, description } = choice;
  return (
    <label
      htmlFor={id}
      className="flex cursor-pointer items-start gap-2.5 rounded-md px-2 py-1.5 text-sm hover:bg-muted has-focus-visible:bg-muted has-disabled:cursor-not-allowed"
    >
      <input
        id={id}
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-primary"
        checked={checked}
        disabled={disabled || !hydrated}
        onChange={(event) => onTick(event.target.checked)}
      />
      <span className="min-w-0 flex-1">
        {known ? (
          <span className="block wrap-anywhere">{name === "" ? choice.id : name}</span>
        ) : (
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="wrap-anywhere">
              Unknown knowledge base <span className="font-mono text-xs">{choice.id}</span>
            </span>
            <Badge tone="warn">Not in the list</Badge>
          </span>
        )}
        {description ? <span className="line-clamp-2 text-muted-foreground">{description}</span> : null}
      </span>
    </label>
  );
}
