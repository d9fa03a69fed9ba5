/** Returns what screen readers read after the name of an element: its hint, and what is wrong with it. */
export function description(element: Element | null | undefined): string {
  const ids = element?.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
}
