"use client";

import { useState } from "react";
import type { Problem } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import type { ConflictAuthor } from "./conflict-authors";
import { type MergeResult, mergeEdits } from "./merge-edits";

interface RevisionItem {
  hash: string;
  at: string;
  source: string;
  by: { name: string } | null;
}

/** Returns the revisions that are newer than the state of an entity tag; all of them when the tag is not among them. */
function newerThan<Item extends { hash: string }>(items: Item[], etag: string): Item[] {
  const known = items.findIndex(({ hash }) => etag.includes(hash.slice(0, 32)));
  return known === -1 ? items : items.slice(0, known);
}

/** Reads from the history who changed a flow since a state, newest first; empty when it can't be read. */
async function authorsSince(apiPath: string, etag: string): Promise<ConflictAuthor[]> {
  const answer = await sendRequest<{ items: RevisionItem[] }>("GET", `${apiPath}/revisions?limit=20`);
  if (!answer.ok) return [];
  return newerThan(answer.data.items, etag).map(({ by, at, source }) => ({
    name: by?.name ?? "Somebody outside Switchboard",
    at,
    source,
  }));
}

/** A state that somebody else saved while this person was editing, and the merge of both. */
interface OpenConflict<Flow, Values extends object> {
  theirs: { flow: Flow; etag: string; values: Values };
  merge: MergeResult<Values>;
  /** The authors of the changes since, newest first; empty when they are not known. */
  authors: ConflictAuthor[];
}

/** Finds out why a save was refused as stale, and keeps the conflict until the person has decided. */
export function useConflict<Flow, Values extends object>(apiPath: string, toValues: (flow: Flow) => Values) {
  const [conflict, setConflict] = useState<OpenConflict<Flow, Values> | null>(null);

  /** Reads the other person's state and merges; returns the problem when the state could not be read. */
  async function open(from: { values: Values; etag: string }, mine: Values): Promise<Problem | null> {
    const [now, history] = await Promise.all([
      sendRequest<Flow>("GET", apiPath),
      authorsSince(apiPath, from.etag),
    ]);
    if (!now.ok) return now.problem;
    const theirs = { flow: now.data, etag: now.etag ?? from.etag, values: toValues(now.data) };
    // The history that was read first can be older than the state: then its newest author isn't in it yet.
    setConflict({ theirs, merge: mergeEdits(from.values, theirs.values, mine), authors: history });
    return null;
  }

  return { conflict, open, show: setConflict, close: () => setConflict(null) };
}
