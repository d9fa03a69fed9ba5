import type { ActedBy } from "@/lib/audit/event";

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
export interface ViewRow extends Omit<SavedView, "createdAt"> {
  createdAt: Date;
}

/** The columns that are read. */
export const VIEW_COLUMNS = { id: true, name: true, query: true, createdAt: true } as const;

/** A stored view as the API shows it. */
export function toView({ createdAt, ...row }: ViewRow): SavedView {
  return { ...row, createdAt: createdAt.toISOString() };
}

/** Removes the cursor: it belongs to one moment's list, and a view is opened at another. */
export function withoutCursor(query: string): string {
  const params = new URLSearchParams(query);
  params.delete("cursor");
  return params.toString();
}
