import "server-only";
import { chainHead } from "@/lib/audit/chain-head";
import { type KnownName, type KnownTarget, knownActors, knownFlows } from "@/lib/audit/search/activity-names";
import type { AuditFilter } from "@/lib/audit/search/audit-filter";
import { type AuditPage, listAuditEvents } from "@/lib/audit/search/list-events";
import { newerCursor } from "@/lib/audit/search/newer-events";
import { listSavedViews, type SavedView } from "@/lib/audit/search/saved-views";

interface Choice {
  value: string;
  label: string;
  group: string;
}

export interface AuditPageData {
  people: Choice[];
  flows: Choice[];
  views: SavedView[];
  page: AuditPage;
  newerCursor: string | null;
  head: number;
  now: number;
}

/** Actors without an id are filtered by their type. */
const NOT_PEOPLE: Choice[] = [
  { value: "system", label: "Switchboard itself", group: "Nobody here" },
  { value: "upstream", label: "Someone outside Switchboard", group: "Nobody here" },
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

/** A link can ask for a member or a workspace, too; then its events tell the name. */
function otherTarget(asked: string | undefined, flows: KnownTarget[], { items }: AuditPage): Choice[] {
  if (!asked || flows.some(({ id }) => id === asked)) return [];
  const name = items.find(({ target }) => target?.id === asked)?.target?.name;
  return name ? [{ value: asked, label: name, group: "Not a flow" }] : [];
}

/**
 * Everything that the page of an audit log shows.
 * @param query the filters, and which page of how many events
 * @param reader who looks, for their saved views
 * @param present the people who can be chosen first: a workspace's members, or everyone
 */
export async function auditPageData(
  query: AuditFilter & { limit: number; cursor?: string | undefined },
  reader: string,
  present: KnownName[],
  now: number,
): Promise<AuditPageData> {
  const { chain, flowEventsOnly = false } = query;
  // Read before the events: what arrives in between is then told as new, never lost.
  const head = await chainHead(chain);
  const [page, actors, flows, views] = await Promise.all([
    listAuditEvents(query),
    knownActors(chain, flowEventsOnly),
    knownFlows(chain),
    listSavedViews({ userId: reader, chain }),
  ]);
  const first = page.items[0]?.sequence;
  const back = query.cursor && first ? await newerCursor(query, first, query.limit) : null;
  return {
    people: peopleChoices(present, actors),
    flows: [...flows.map(flowChoice), ...otherTarget(query.target, flows, page)],
    views,
    page,
    newerCursor: back,
    head,
    now,
  };
}
