/**
 * A page of a list that is small enough to be had whole, such as the people of a portal.
 * The cursor is how many items came before; one that isn't a number starts at the beginning.
 */
export function pageOf<Item>(
  all: Item[],
  page: { limit: number; cursor?: string },
): { items: Item[]; nextCursor: string | null } {
  const start = /^\d{1,9}$/.test(page.cursor ?? "") ? Number(page.cursor) : 0;
  const end = start + page.limit;
  return { items: all.slice(start, end), nextCursor: end < all.length ? String(end) : null };
}
