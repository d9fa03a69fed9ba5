const unsaved = new Set<symbol>();

/** Marks the page as holding unsaved edits until the returned function is called. */
export function holdUnsaved(): () => void {
  const mark = Symbol("unsaved");
  unsaved.add(mark);
  return () => unsaved.delete(mark);
}

/** Whether the page holds unsaved edits. */
export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}

/** Whether the page may be left: asks the person when there are unsaved edits. */
export function mayLeavePage(): boolean {
  return !hasUnsaved() || window.confirm("You have unsaved changes on this page. Leave it without saving?");
}
