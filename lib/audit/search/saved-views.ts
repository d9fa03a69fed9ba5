import "server-only";
import { v7 as uuidv7 } from "uuid";
import { type ActedBy, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { invalidBody, Problem } from "@/lib/problems/problem";

const MOST_VIEWS = 50;

export interface SavedView {
  id: string;
  name: string;
  /** The address's query string, without a cursor. */
  query: string;
  createdAt: string;
}

/** Whose views of which chain; nobody sees or changes another person's. */
export interface ViewOwner {
  userId: string;
  chain: string;
  /** Who acts, for the event that every change leaves. */
  by: ActedBy;
}

interface ViewRow extends Omit<SavedView, "createdAt"> {
  createdAt: Date;
}

const COLUMNS = { id: true, name: true, query: true, createdAt: true } as const;

function toView({ createdAt, ...row }: ViewRow): SavedView {
  return { ...row, createdAt: createdAt.toISOString() };
}

/** A cursor belongs to one moment's list, and a view is opened at another. */
function withoutCursor(query: string): string {
  const params = new URLSearchParams(query);
  params.delete("cursor");
  return params.toString();
}

async function record(
  tx: Transaction,
  { chain, by }: ViewOwner,
  action: "audit_view.save" | "audit_view.remove",
  view: { id: string; name: string },
): Promise<void> {
  await recordEvent(tx, {
    workspaceId: workspaceOfChain(chain),
    ...by,
    action,
    outcome: "succeeded",
    target: { type: "audit_view", id: view.id, name: view.name },
  });
}

/** @throws Problem `invalid_body` when the person has another view of this name */
async function refuseTaken(
  tx: Transaction,
  { userId, chain }: ViewOwner,
  name: string,
  own?: string,
): Promise<void> {
  const same = await tx.auditSavedView.findFirst({
    where: { userId, chain, name, ...(own ? { id: { not: own } } : {}) },
    select: { id: true },
  });
  if (same) throw invalidBody([{ path: "/name", message: "You have a view of this name already" }]);
}

/** @throws Problem `not_found`, also for another person's view */
async function ownView(tx: Transaction, { userId, chain }: ViewOwner, id: string): Promise<ViewRow> {
  const row = await tx.auditSavedView.findFirst({ where: { id, userId, chain }, select: COLUMNS });
  if (!row) throw new Problem("not_found", "You have no such view");
  return row;
}

/** A person's views of a chain, by name. */
export async function listSavedViews(owner: Pick<ViewOwner, "userId" | "chain">): Promise<SavedView[]> {
  const { userId, chain } = owner;
  const rows = await database().auditSavedView.findMany({
    where: { userId, chain },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: COLUMNS,
  });
  return rows.map(toView);
}

/**
 * Keeps a search under a name, and records it.
 * @throws Problem `invalid_body` for a name that is taken, `conflict` when there are fifty already
 */
export async function saveView(owner: ViewOwner, view: { name: string; query: string }): Promise<SavedView> {
  const { userId, chain } = owner;
  return await database().$transaction(async (tx) => {
    await refuseTaken(tx, owner, view.name);
    if ((await tx.auditSavedView.count({ where: { userId, chain } })) >= MOST_VIEWS) {
      throw new Problem("conflict", `You have ${MOST_VIEWS} views here already; remove one first`);
    }
    const row = await tx.auditSavedView.create({
      data: { id: uuidv7(), userId, chain, name: view.name, query: withoutCursor(view.query) },
      select: COLUMNS,
    });
    await record(tx, owner, "audit_view.save", row);
    return toView(row);
  });
}

/**
 * Renames one's own view, or gives it another search, and records it.
 * @throws Problem `not_found`, or `invalid_body` for a name that is taken
 */
export async function changeView(
  owner: ViewOwner,
  id: string,
  change: { name?: string | undefined; query?: string | undefined },
): Promise<SavedView> {
  return await database().$transaction(async (tx) => {
    await ownView(tx, owner, id);
    if (change.name !== undefined) await refuseTaken(tx, owner, change.name, id);
    const row = await tx.auditSavedView.update({
      where: { id },
      data: {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.query === undefined ? {} : { query: withoutCursor(change.query) }),
      },
      select: COLUMNS,
    });
    await record(tx, owner, "audit_view.save", row);
    return toView(row);
  });
}

/**
 * Removes one's own view, and records it.
 * @throws Problem `not_found`
 */
export async function removeView(owner: ViewOwner, id: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const row = await ownView(tx, owner, id);
    await tx.auditSavedView.delete({ where: { id } });
    await record(tx, owner, "audit_view.remove", row);
  });
}
