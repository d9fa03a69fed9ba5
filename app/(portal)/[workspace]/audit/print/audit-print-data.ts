import "server-only";
import {
  type FilterChoices,
  filterChoices,
  withRequestedTarget,
} from "@/app/(portal)/_audit/audit-page-data";
import { listCheckpoints } from "@/lib/audit/checkpoints/list-checkpoints";
import type { AuditEventView } from "@/lib/audit/event";
import type { AuditFilter } from "@/lib/audit/filter";
import { listAuditEvents } from "@/lib/audit/search/list-events";
import { agentNames } from "@/lib/mirror/pickers";
import { listMembers } from "@/lib/workspaces/bindings";

/** A longer log is unreadable on paper; exports exist for that. */
const MOST_EVENTS = 500;
/** Events that are read at a time. */
const AT_A_TIME = 100;

export interface AuditPrintData {
  /** The newest events that match, newest first. */
  events: AuditEventView[];
  /** Whether more match than these. */
  hasMore: boolean;
  /** The people and targets that the filter may name. */
  choices: FilterChoices;
  /** Names of agents by id. */
  names: Record<string, string>;
  /** The newest event of the whole chain; null when there is none. */
  head: { sequence: number; hash: string } | null;
  /** The newest signed checkpoint as it was signed; null when there is none, or the reader may not verify. */
  checkpoint: string | null;
}

/** A page of large events may have fewer than were requested, so the last page may go beyond the limit. */
async function readNewest(filter: AuditFilter): Promise<Pick<AuditPrintData, "events" | "hasMore">> {
  const events: AuditEventView[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAuditEvents({ ...filter, limit: AT_A_TIME, cursor });
    events.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && events.length < MOST_EVENTS);
  return {
    events: events.slice(0, MOST_EVENTS),
    hasMore: cursor !== undefined || events.length > MOST_EVENTS,
  };
}

async function readAgentNames(workspaceId: string): Promise<Record<string, string>> {
  const kinds = await Promise.all([agentNames(workspaceId, "call"), agentNames(workspaceId, "omni")]);
  return Object.fromEntries(kinds.flatMap((names) => [...names]));
}

/**
 * Everything that a printed log of a workspace shows.
 * @param filter of the workspace's chain
 * @param mayVerify whether the reader may see what proves the log
 */
export async function auditPrintData(filter: AuditFilter, mayVerify: boolean): Promise<AuditPrintData> {
  const { chain } = filter;
  const [newest, found, members, names, checkpoints] = await Promise.all([
    listAuditEvents({ chain, limit: 1 }),
    readNewest(filter),
    listMembers(chain),
    readAgentNames(chain),
    mayVerify ? listCheckpoints(chain, { limit: 1 }) : null,
  ]);
  const present = members.map(({ userId, name }) => ({ id: userId, name }));
  const head = newest.items[0];
  return {
    ...found,
    choices: withRequestedTarget(await filterChoices(filter, present), filter, found.events),
    names,
    head: head ? { sequence: head.sequence, hash: head.integrity.hash } : null,
    checkpoint: checkpoints?.items[0]?.note ?? null,
  };
}
