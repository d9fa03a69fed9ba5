import "server-only";
import { v7 as uuidv7 } from "uuid";
import { type ActedBy, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { invalidBody, Problem } from "@/lib/problems/problem";

/** The lists whose searches can be kept: a log of events, and the flows of a kind. */
export type ViewList = "audit" | FlowKind;

/** Returns the last part of the address of a list's views under `/api`. */
export function viewsSegment(list: ViewList): string {
  return `${list.replace("_", "-")}-views`;
}

/** A search of a list that somebody has saved under a name. */
export interface SavedView {
  id: string;
  name: string;
  /** The address's query string, without a cursor. */
  query: string;
  createdAt: string;
  /** Whether everybody sees it who sees the list. */
  shared: boolean;
  /** Who shares it; null for the reader's own. */
  by: string | null;
}

/** The reader, and the list. Nobody sees another person's views, unless they are shared. */
export interface ViewOwner {
  userId: string;
  /** A workspace's id, or "portal". */
  chain: string;
  list: ViewList;
  /** Whether they may share views here. */
  mayShare: boolean;
  /** Whether they may remove what others share here. */
  mayTidy: boolean;
  /** The actor, for the event that every change records. */
  by: ActedBy;
}

/** A view as it is stored. */
interface ViewRow extends Omit<SavedView, "createdAt" | "by"> {
  createdAt: Date;
  userId: string;
  user: { name: string };
}

/** The columns that are read. */
const VIEW_COLUMNS = {
  ...{ id: true, name: true, query: true, createdAt: true, shared: true, userId: true },
  user: { select: { name: true } },
} as const;

/** A stored view as the API shows it. */
function toView({ createdAt, userId, user, ...row }: ViewRow, reader: string): SavedView {
  return { ...row, createdAt: createdAt.toISOString(), by: userId === reader ? null : user.name };
}

/** Removes the cursor: it belongs to one moment's list, and a view is opened at another. */
function withoutCursor(query: string): string {
  const params = new URLSearchParams(query);
  params.delete("cursor");
  return params.toString();
}

/** Returns a person's views of a list, and those that others share, by name. */
export async function listSavedViews({
  userId,
  chain,
  list,
}: Pick<ViewOwner, "userId" | "chain" | "list">): Promise<SavedView[]> {
  const rows = await database().savedView.findMany({
    where: { chain, list, OR: [{ userId }, { shared: true }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: VIEW_COLUMNS,
  });
  return rows.map((row) => toView(row, userId));
}

/**
 * Returns a person's own view, or, for somebody who may tidy up, one that is shared.
 * @throws Problem `not_found`, also for another person's view
 */
async function ownView(
  tx: Transaction,
  { userId, chain, list }: ViewOwner,
  id: string,
  orShared = false,
): Promise<ViewRow> {
  const whose = orShared ? { OR: [{ userId }, { shared: true }] } : { userId };
  const row = await tx.savedView.findFirst({ where: { id, chain, list, ...whose }, select: VIEW_COLUMNS });
  if (!row) throw new Problem("not_found", "You have no such view");
  return row;
}

/** Records the event of a view. Inside a transaction, as its last statement (`recordEvent`). */
async function recordViewEvent(
  tx: Transaction,
  { chain, list, by }: ViewOwner,
  verb: "save" | "remove",
  view: { id: string; name: string; shared: boolean },
): Promise<void> {
  const event = {
    workspaceId: workspaceOfChain(chain),
    ...by,
    outcome: "succeeded",
  } as const;
  const target = { id: view.id, name: view.name };
  if (list === "audit") {
    const ofLog = { ...event, target: { type: "audit_view", ...target } } as const;
    await recordEvent(tx, { ...ofLog, action: `audit_view.${verb}` });
  } else {
    const ofFlows = { ...event, target: { type: "flow_view", ...target } } as const;
    const detail = { list, shared: view.shared };
    await recordEvent(tx, { ...ofFlows, action: `flow_view.${verb}`, detail });
  }
}

/**
 * Refuses a name that another view of the same person has. Of two requests at once the database's unique index decides.
 * @param own the view that may have it
 * @throws Problem `invalid_body`
 */
async function refuseTakenName(
  tx: Transaction,
  { userId, chain, list }: ViewOwner,
  name: string,
  own?: string,
): Promise<void> {
  const same = await tx.savedView.findFirst({
    where: { userId, chain, list, name, ...(own ? { id: { not: own } } : {}) },
    select: { id: true },
  });
  if (same) throw invalidBody([{ path: "/name", message: "You have a view of this name already" }]);
}

/** @throws Problem `invalid_body` for somebody who may not share */
function refuseSharing({ mayShare }: ViewOwner, shared: boolean | undefined): void {
  if (shared !== true || mayShare) return;
  throw invalidBody([{ path: "/shared", message: "Only people who may change flows here can share a view" }]);
}

const MOST_VIEWS = 50;

interface NewView {
  name: string;
  query: string;
  shared?: boolean | undefined;
}

/**
 * Saves a search under a name, and records it.
 * @throws Problem `invalid_body` for a name that is taken, or where it may not be shared; `conflict` when there are fifty
 *   already
 */
export async function saveView(
  owner: ViewOwner,
  { name, query, shared = false }: NewView,
): Promise<SavedView> {
  const { userId, chain, list } = owner;
  refuseSharing(owner, shared);
  return await database().$transaction(async (tx) => {
    await refuseTakenName(tx, owner, name);
    if ((await tx.savedView.count({ where: { userId, chain, list } })) >= MOST_VIEWS) {
      throw new Problem("conflict", `You have ${MOST_VIEWS} views here already; remove one first`);
    }
    const row = await tx.savedView.create({
      data: { id: uuidv7(), userId, chain, list, name, shared, query: withoutCursor(query) },
      select: VIEW_COLUMNS,
    });
    await recordViewEvent(tx, owner, "save", row);
    return toView(row, userId);
  });
}

/**
 * Renames a person's own view, changes its search, shares it or ends that, and records it.
 * @throws Problem `not_found`, or `invalid_body` for a name that is taken, or where it may not be shared
 */
export async function changeView(
  owner: ViewOwner,
  id: string,
  { name, query, shared }: Partial<NewView>,
): Promise<SavedView> {
  refuseSharing(owner, shared);
  return await database().$transaction(async (tx) => {
    await ownView(tx, owner, id);
    if (name !== undefined) await refuseTakenName(tx, owner, name, id);
    const row = await tx.savedView.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(query === undefined ? {} : { query: withoutCursor(query) }),
        ...(shared === undefined ? {} : { shared }),
      },
      select: VIEW_COLUMNS,
    });
    await recordViewEvent(tx, owner, "save", row);
    return toView(row, owner.userId);
  });
}

/**
 * Removes a person's own view, or as an admin one that somebody else shares, and records it.
 * @throws Problem `not_found`
 */
export async function removeView(owner: ViewOwner, id: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const row = await ownView(tx, owner, id, owner.mayTidy);
    await tx.savedView.delete({ where: { id } });
    await recordViewEvent(tx, owner, "remove", row);
  });
}
