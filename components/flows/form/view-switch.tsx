"use client";

import { Braces, ListChecks } from "lucide-react";
import { cn } from "../../ui/class-names";
import { useHydrated } from "../../ui/use-hydrated";

export type View = "fields" | "json";

const VIEWS = [
  { id: "fields", label: "Fields", icon: ListChecks },
  { id: "json", label: "JSON", icon: Braces },
] as const;

interface ViewSwitchProps {
  view: View;
  onView: (view: View) => void;
  /** Called when the pointer or the focus is near, so that the other view can load. */
  onExpect?: () => void;
}

/** Switches between the fields of a form and its JSON. */
export function ViewSwitch({ view, onView, onExpect }: ViewSwitchProps) {
  const hydrated = useHydrated();
  return (
    <fieldset
      onPointerEnter={onExpect}
      onFocus={onExpect}
      className="flex w-fit gap-0.5 rounded-md border bg-muted p-0.5"
    >
      <legend className="sr-only">Edit as</legend>
      {VIEWS.map(({ id, label, icon: Icon }) => (
        <button
          key={id}
          type="button"
          disabled={!hydrated}
          aria-pressed={view === id}
          onClick={() => onView(id)}
          className={cn(
            "inline-flex h-7 items-center gap-1.5 rounded-sm px-2.5 text-sm text-muted-foreground hover:text-foreground",
            view === id && "bg-background font-medium text-foreground shadow-xs",
          )}
        >
          <Icon aria-hidden className="size-4" />
          {label}
        </button>
      ))}
    </fieldset>
  );
}
