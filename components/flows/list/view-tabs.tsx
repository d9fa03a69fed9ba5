import type { SavedView } from "@/lib/views/saved-views";
import { AppLink } from "../../ui/app-link";
import { cn } from "../../ui/class-names";
import { GivenName } from "../../ui/given-name";
import { type FlowListQuery, flowListQuery, viewParams } from "./flow-list-query";
import { ViewsButton } from "./views-button";

/** One tab over a list of flows. */
export interface ViewTab {
  key: string;
  label: string;
  /** The address's query string. */
  params: string;
  query: FlowListQuery;
}

/** The views that every list has. */
const BUILT_IN = [
  { key: "all", label: "All", params: "" },
  { key: "active", label: "Active", params: "isActive=true" },
  { key: "drift", label: "Changed in Trillet", params: "drift=true" },
  { key: "no-agent", label: "Without agent", params: `agent=none` },
];

/** Returns the tabs of a list: the ones that every list has, and the saved views. */
export function viewTabs(views: readonly SavedView[]): ViewTab[] {
  const saved = views.map(({ id, name, query }) => ({ key: id, label: name, params: query }));
  return [...BUILT_IN, ...saved].map((tab) => ({
    ...tab,
    query: flowListQuery(Object.fromEntries(new URLSearchParams(tab.params))),
  }));
}

/** Returns the tab whose search the present one is; null for one that no tab has. */
export function presentTab(tabs: readonly ViewTab[], query: FlowListQuery): ViewTab | null {
  const present = viewParams(query);
  return tabs.find((tab) => viewParams(tab.query) === present) ?? null;
}

interface ViewTabsProps {
  tabs: readonly ViewTab[];
  /** How many flows each tab has, in their order. */
  counts: readonly number[];
  query: FlowListQuery;
  views: SavedView[];
  pathname: string;
  viewsPath: string;
  mayShare: boolean;
  mayTidy: boolean;
}

/** The views of a list as tabs, with the number of flows in each, and the way to save another one. */
export function ViewTabs({ tabs, counts, query, views, pathname, ...rest }: ViewTabsProps) {
  const present = presentTab(tabs, query);
  return (
    <nav aria-label="Views" className="mb-3 flex items-center gap-1 overflow-x-auto border-b">
      <ul className="flex">
        {tabs.map((tab, place) => {
          const current = tab === present;
          return (
            <li key={tab.key}>
              <AppLink
                href={tab.params === "" ? pathname : `${pathname}?${tab.params}`}
                aria-current={current ? "true" : undefined}
                className={cn(
                  "flex h-9 items-center gap-1.5 rounded-t-md border-b-2 px-2.5 text-sm font-medium whitespace-nowrap hover:text-foreground",
                  current ? "border-primary text-foreground" : "border-transparent text-muted-foreground",
                )}
              >
                <span className="max-w-48 truncate">
                  <GivenName>{tab.label}</GivenName>
                </span>
                <span className="font-normal text-muted-foreground tabular-nums">{counts[place]}</span>
              </AppLink>
            </li>
          );
        })}
      </ul>
      <ViewsButton
        label={present ? "Views" : "Save view"}
        views={views}
        pathname={pathname}
        present={viewParams(query)}
        {...rest}
      />
    </nav>
  );
}
