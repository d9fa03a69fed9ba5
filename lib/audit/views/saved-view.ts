import type { ActedBy } from "@/lib/audit/event";

/** A search of a log that somebody keeps under a name. */
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

/** A view as it is stored. */
export interface ViewRow extends Omit<SavedView, "createdAt"> {
  createdAt: Date;
}

/** What is read of a row. */
export const VIEW_COLUMNS = { id: true, name: true, query: true, createdAt: true } as const;

/** A stored view as the API shows it. */
export function toView({ createdAt, ...row }: ViewRow): SavedView {
  return { ...row, createdAt: createdAt.toISOString() };
}

/** A search as it is kept: a cursor belongs to one moment's list, and a view is opened at another. */
export function withoutCursor(query: string): string {
  const params = new URLSearchParams(query);
  params.delete("cursor");
  return params.toString();
}
