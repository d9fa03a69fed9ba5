"use client";

import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { useHydrated } from "../../ui/use-hydrated";

export interface JsonView {
  id: string;
  label: string;
  content: ReactNode;
}

interface JsonViewsProps {
  /** What the choice is between, for screen readers. */
  label: string;
  views: JsonView[];
  value: string;
  onChange: (id: string) => void;
}

const SEGMENT =
  "rounded-md px-3 py-1.5 text-sm font-medium text-muted-foreground hover:text-foreground data-[state=active]:bg-card data-[state=active]:text-foreground data-[state=active]:shadow-xs";

/** The views of a flow as JSON, of which one is shown. */
export function JsonViews({ label, views, value, onChange }: JsonViewsProps) {
  const hydrated = useHydrated();
  return (
    <Tabs.Root value={value} onValueChange={onChange}>
      <Tabs.List
        aria-label={label}
        className="flex w-full flex-wrap gap-1 rounded-lg border bg-muted p-1 sm:w-fit"
      >
        {views.map(({ id, label: name }) => (
          <Tabs.Trigger key={id} value={id} disabled={!hydrated} className={SEGMENT}>
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {views.map(({ id, content }) => (
        <Tabs.Content key={id} value={id} className="mt-4 rounded-md">
          {content}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
