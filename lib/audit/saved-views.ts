import "server-only";
import { v7 as uuidv7 } from "uuid";
import { database, type Transaction } from "@/lib/db/client";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { type ActedBy, workspaceOfChain } from "./event";
import { recordEvent } from "./record-event";

/** A search of a log that a person has saved under a name. */
export interface SavedView {
  id: string;
  name: string;
  /** The address's query string, without a cursor. */
  query: string;
  createdAt: string;
}

/** The person and the chain. Nobody sees or changes another person's views. */
export interface ViewOwner {
  userId: string;
  chain: string;
  /** The actor, for the event that every change records. */
  by: ActedBy;
}

/** A view as it is stored. */
interface ViewRow extends Omit<SavedView, "createdAt"> {
  createdAt: Date;
}

/** The columns that are read. */
const VIEW_COLUMNS = { id: true, name: true, query: true, createdAt: true } as const;

/** A stored view as the API shows it. */
function toView({ createdAt, ...row }: ViewRow): SavedView {
  return { ...row, createdAt: createdAt.toISOString() };
}

/** Removes the cursor: it belongs to one moment's list, and a view is opened at another. */
function withoutCursor(query: string): string {
  const params = new URLSearchParams(query);
  params.delete("cursor");
  return params.toString();
}

/** A person's views of a chain, by name. */
export async function listSavedViews({
  userId,
  chain,
}: Pick<ViewOwner, "userId" | "chain">): Promise<SavedView[]> {
  const rows = await database().auditSavedView.findMany({
    where: { userId, chain },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: VIEW_COLUMNS,
  });
  return rows.map(toView);
}

/**
 * Returns a person's own view.
 * @throws Problem `not_found`, also for another person's view
 */
async function ownView(tx: Transaction, { userId, chain }: ViewOwner, id: string): Promise<ViewRow> {
  const row = await tx.auditSavedView.findFirst({ where: { id, userId, chain }, select: VIEW_COLUMNS });
  if (!row) throw new Problem("not_found", "You have no such view");
  return row;
}

/** Records the event of a view. Inside a transaction, as its last statement (`recordEvent`). */
async function recordViewEvent(
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

/**
 * Refuses a name that another view of the same person has. Of two requests at once the database's unique index decides.
 * @param own the view that may have it
 * @throws Problem `invalid_body`
 */
async function refuseTakenName(
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

const MOST_VIEWS = 50;

/**
 * Saves a search under a name, and records it.
 * @throws Problem `invalid_body` for a name that is taken, `conflict` when there are fifty already
 */
export async function saveView(owner: ViewOwner, view: { name: string; query: string }): Promise<SavedView> {
  const { userId, chain } = owner;
  return await database().$transaction(async (tx) => {
    await refuseTakenName(tx, owner, view.name);
    if ((await tx.auditSavedView.count({ where: { userId, chain } })) >= MOST_VIEWS) {
      throw new Problem("conflict", `You have ${MOST_VIEWS} views here already; remove one first`);
    }
    const row = await tx.auditSavedView.create({
      data: { id: uuidv7(), userId, chain, name: view.name, query: withoutCursor(view.query) },
      select: VIEW_COLUMNS,
    });
    await recordViewEvent(tx, owner, "audit_view.save", row);
    return toView(row);
  });
}

/**
 * Renames a person's own view, or changes its search, and records it.
 * @throws Problem `not_found`, or `invalid_body` for a name that is taken
 */
export async function changeView(
  owner: ViewOwner,
  id: string,
  change: { name?: string | undefined; query?: string | undefined },
): Promise<SavedView> {
  return await database().$transaction(async (tx) => {
    await ownView(tx, owner, id);
    if (change.name !== undefined) await refuseTakenName(tx, owner, change.name, id);
    const row = await tx.auditSavedView.update({
      where: { id },
      data: {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.query === undefined ? {} : { query: withoutCursor(change.query) }),
      },
      select: VIEW_COLUMNS,
    });
    await recordViewEvent(tx, owner, "audit_view.save", row);
    return toView(row);
  });
}

/**
 * Removes a person's own view, and records it.
 * @throws Problem `not_found`
 */
export async function removeView(owner: ViewOwner, id: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const row = await ownView(tx, owner, id);
    await tx.auditSavedView.delete({ where: { id } });
    await recordViewEvent(tx, owner, "audit_view.remove", row);
  });
}
