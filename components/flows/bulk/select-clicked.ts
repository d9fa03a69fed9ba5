/** Which flows of a page are chosen, and the one that a range starts from. */
interface Selection {
  ids: ReadonlySet<string>;
  anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/**
 * Gives the selection after a box was pressed. With Shift all from the last pressed one to this become what this one
 * becomes, as in every list of files.
 * @param order the ids as they are listed
 */
export function selectClicked(
  { ids, anchor }: Selection,
  order: string[],
  id: string,
  withShift: boolean,
): Selection {
  const chosen = !ids.has(id);
  const from = withShift && anchor !== null ? order.indexOf(anchor) : -1;
  const to = order.indexOf(id);
  const range = from === -1 || to === -1 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  const next = new Set(ids);
  for (const one of range) {
    if (chosen) next.add(one);
    else next.delete(one);
  }
  return { ids: next, anchor: id };
}
