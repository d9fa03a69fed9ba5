"use client";

import { Tabs } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useHydrated } from "../../ui/use-hydrated";

interface FlowTabsProps {
  initial: "details" | "history";
  /** How many states of the flow are stored. */
  versions: number;
  details: ReactNode;
  history: ReactNode;
}

const TRIGGER =
  "-mb-px border-b-2 border-transparent px-1 pb-2 text-sm font-medium text-muted-foreground hover:text-foreground data-[state=active]:border-primary data-[state=active]:text-foreground";

/** Details and history of a flow. Both stay mounted, so that reading the history loses no unsaved text. */
export function FlowTabs({ initial, versions, details, history }: FlowTabsProps) {
  const hydrated = useHydrated();
  const [tab, setTab] = useState<string>(initial);

  function change(next: string) {
    setTab(next);
    // The address follows for links and reloads, without a request to render the page again.
    const address = new URL(window.location.href);
    if (next === "details") address.searchParams.delete("tab");
    else address.searchParams.set("tab", next);
    window.history.replaceState(window.history.state, "", address);
  }

  return (
    <Tabs.Root value={tab} onValueChange={change}>
      <Tabs.List aria-label="Parts of this flow" className="mb-4 flex gap-5 border-b">
        <Tabs.Trigger disabled={!hydrated} value="details" className={TRIGGER}>
          Details
        </Tabs.Trigger>
        <Tabs.Trigger disabled={!hydrated} value="history" className={TRIGGER}>
          History
          {versions > 0 ? (
            <span className="ml-1.5 font-normal text-muted-foreground tabular-nums">{versions}</span>
          ) : null}
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content forceMount value="details" className="rounded-md data-[state=inactive]:hidden">
        {details}
      </Tabs.Content>
      <Tabs.Content forceMount value="history" className="rounded-md data-[state=inactive]:hidden">
        {history}
      </Tabs.Content>
    </Tabs.Root>
  );
}
