"use client";

import { Notice } from "../../ui/notice";
import { useFocusOnArrival } from "../../ui/use-focus-on-arrival";

interface ApplyOutcomeProps {
  outcome: "applied" | "faulty";
  /** Changes with every try, so that a second failure is told as well. */
  occasion: number;
}

/** What came of putting JSON into the form. It takes the focus, since the pressed button may be out of use now. */
export function ApplyOutcome({ outcome, occasion }: ApplyOutcomeProps) {
  const notice = useFocusOnArrival<HTMLDivElement>(occasion);
  return outcome === "applied" ? (
    <Notice ref={notice} tabIndex={-1} role="alert" tone="good" title="This is in the form now">
      Nothing is saved yet: review and save it there.
    </Notice>
  ) : (
    <Notice ref={notice} tabIndex={-1} role="alert" tone="bad" title="Nothing was put into the form">
      Put right what is marked above, then try again.
    </Notice>
  );
}
