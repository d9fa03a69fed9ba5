import { useEffect } from "react";
import { expectPart, useLatePart } from "../../ui/late-part";

const loadReview = () => import("./flow-review");

/** Returns the reviews of a form's request, once somebody wants one; null until they have arrived. */
export function useReview(wanted: boolean, giveUp: () => void) {
  return useLatePart(loadReview, wanted, giveUp);
}

/** Loads the checks and the review as soon as a form has an edit: by the time of the save they are there. */
export function useExpectedParts(dirty: boolean, { checks }: { checks: () => Promise<unknown> }): void {
  useEffect(() => {
    if (!dirty) return;
    expectPart(checks);
    expectPart(loadReview);
  }, [dirty, checks]);
}
