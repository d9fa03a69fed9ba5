"use client";

import { useState } from "react";

/** A state of a flow as the server told it. */
export interface FlowBase<Flow, Values> {
  flow: Flow;
  etag: string;
  values: Values;
}

/** What an edit form builds on: the flow's state that it began with, or the one that it has taken over since. */
export function useFlowBase<Flow, Values>(flow: Flow, etag: string, toValues: (flow: Flow) => Values) {
  const [base, setBase] = useState<FlowBase<Flow, Values>>(() => ({ flow, etag, values: toValues(flow) }));

  /** Takes a state over; gives it with the form's values of it. */
  function rebase(next: Flow, nextEtag: string): FlowBase<Flow, Values> {
    const state = { flow: next, etag: nextEtag, values: toValues(next) };
    setBase(state);
    return state;
  }

  return { base, rebase };
}
