"use client";

import { useState } from "react";
import type { Problem } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import type { FlowForm } from "../form/flow-form";
import { type Author, authorsSince } from "./authors-since";
import { type MergeResult, mergeEdits } from "./merge-edits";

/** A state that somebody else made while this person was editing, and how the two come together. */
interface OpenConflict<Flow, Values extends object> {
  theirs: { flow: Flow; etag: string; values: Values };
  merge: MergeResult<Values>;
  /** Who changed the flow since, newest first; empty when nobody could tell. */
  authors: Author[];
}

/** Finds out what a refused save ran into, and keeps it until the person has decided. */
export function useConflict<Flow, Values extends object>(apiPath: string, dialect: FlowForm<Flow, Values>) {
  const [conflict, setConflict] = useState<OpenConflict<Flow, Values> | null>(null);

  /** Reads their state and merges. Gives the problem when it could not be read. */
  async function open(from: { values: Values; etag: string }, mine: Values): Promise<Problem | null> {
    const [now, history] = await Promise.all([
      sendRequest("GET", apiPath, { answer: dialect.answer }),
      authorsSince(apiPath, from.etag),
    ]);
    if (!now.ok) return now.problem;
    const theirs = { flow: now.data, etag: now.etag ?? from.etag, values: dialect.values(now.data) };
    // The first look can be older than the state that was just read: then its author isn't in it yet.
    setConflict({ theirs, merge: mergeEdits(from.values, theirs.values, mine), authors: history });
    return null;
  }

  return { conflict, open, show: setConflict, close: () => setConflict(null) };
}
