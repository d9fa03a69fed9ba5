import "server-only";
import { chainHead } from "@/lib/audit/chain";
import type { AuditFilter } from "@/lib/audit/filter";
import { type KnownName, type KnownTarget, knownActors, knownFlows } from "@/lib/audit/search/known-names";
import { type AuditPage, listAuditEvents, newerCursor } from "@/lib/audit/search/list-events";
import { listSavedViews, type SavedView } from "@/lib/views/saved-views";

interface Choice {
  value: string;
  label: string;
  group: string;
}

/** The people and targets that a log can be filtered by, with their names. */
export interface FilterChoices {
  people: Choice[];
  flows: Choice[];
}

export interface AuditPageData extends FilterChoices {
  views: SavedView[];
  page: AuditPage;
  newerCursor: string | null;
  head: number;
}

/** Actors without an id are filtered by their type. */
const NOT_PEOPLE: Choice[] = [
  { value: "system", label: "Switchboard itself", group: "Nobody here" },
  { value: "upstream", label: "Somebody in Trillet", group: "Nobody here" },
];

function peopleChoices(present: KnownName[], actors: KnownName[]): Choice[] {
  const here = new Set(present.map(({ id }) => id));
  return [
    ...present.map(({ id, name }) => ({ value: id, label: name, group: "Members" })),
    ...actors
      .filter(({ id }) => !here.has(id))
      .map(({ id, name }) => ({ value: id, label: name || id, group: "Others who did something here" })),
    ...NOT_PEOPLE,
  ];
}

function flowChoice({ id, name, type }: KnownTarget): Choice {
  return { value: id, label: name || id, group: type === "call_flow" ? "Call flows" : "Message flows" };
}

/**
 * Returns the people and targets that a log can be filtered by.
 * @param present the people who can be chosen first: a workspace's members, or everyone
 */
export async function filterChoices(
  { chain, flowEventsOnly = false }: AuditFilter,
  present: KnownName[],
): Promise<FilterChoices> {
  const [actors, flows] = await Promise.all([knownActors(chain, flowEventsOnly), knownFlows(chain)]);
  return { people: peopleChoices(present, actors), flows: flows.map(flowChoice) };
}

/** Adds the filter's target where it is no flow: links can name a member or a workspace. The found events have its name. */
export function withRequestedTarget(
  { people, flows }: FilterChoices,
  { target: requested }: Pick<AuditFilter, "target">,
  items: AuditPage["items"],
): FilterChoices {
  if (!requested || flows.some(({ value }) => value === requested)) return { people, flows };
  const name = items.find(({ target }) => target?.id === requested)?.target?.name;
  return { people, flows: name ? [...flows, { value: requested, label: name, group: "Not a flow" }] : flows };
}

/**
 * Everything that the page of an audit log shows.
 * @param query the filters, and which page of how many events
 * @param reader the person who opened the page, for their saved views
 * @param present the people who can be chosen first: a workspace's members, or everyone
 */
export async function auditPageData(
  query: AuditFilter & { limit: number; cursor?: string | undefined },
  reader: string,
  present: KnownName[],
): Promise<AuditPageData> {
  const { chain } = query;
  // Read before the events: an event that arrives in between then counts as new, and is not lost.
  const head = await chainHead(chain);
  const [page, choices, views] = await Promise.all([
    listAuditEvents(query),
    filterChoices(query, present),
    listSavedViews({ userId: reader, chain, list: "audit" }),
  ]);
  const first = page.items[0]?.sequence;
  const back = query.cursor && first ? await newerCursor(query, first, query.limit) : null;
  return { ...withRequestedTarget(choices, query, page.items), views, page, newerCursor: back, head };
}
