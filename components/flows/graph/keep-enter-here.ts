import type { KeyboardEvent } from "react";

/** Enter in a field of the graph must not send the flow's form around it. */
export function keepEnterHere(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}
