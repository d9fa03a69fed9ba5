/** What a long form tells about one of its sections. */
export interface OutlineSection {
  /** The id of the section's heading, as given to `FormSection`. */
  id: string;
  title: string;
  /** How many of its fields hold unsaved edits. */
  edited: number;
  /** How many of its fields are wrong. */
  errors: number;
}

function counted(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** Says a section's unsaved edits and errors in words, for example "1 unsaved edit, 2 errors"; "" for none. */
export function sectionMarks({ edited, errors }: Pick<OutlineSection, "edited" | "errors">): string {
  const marks = [];
  if (edited > 0) marks.push(counted(edited, "unsaved edit", "unsaved edits"));
  if (errors > 0) marks.push(counted(errors, "error", "errors"));
  return marks.join(", ");
}

/**
 * Chooses the section that is read now.
 * @param order all sections' ids from top to bottom
 * @param inView those whose part of the page is in the reading area
 * @param last what was chosen before; it stays while nothing is in the reading area
 * @param atEnd whether the page is scrolled to its end, where a short last section cannot reach the reading area
 */
export function sectionInView(
  order: readonly string[],
  inView: ReadonlySet<string>,
  last: string | null,
  atEnd: boolean,
): string | null {
  if (atEnd) return order.at(-1) ?? null;
  const first = order.find((id) => inView.has(id));
  if (first !== undefined) return first;
  return last !== null && order.includes(last) ? last : (order[0] ?? null);
}
