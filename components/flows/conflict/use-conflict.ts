"use client";

import { useEffect, useState } from "react";
import { listOf, object, orNull, type Shape, text } from "../../http/answer-shape";
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

const revisions = object({
  items: listOf(
    object<RevisionItem>({
      hash: text,
      at: text,
      source: text,
      by: orNull(object<NonNullable<RevisionItem["by"]>>({ name: text })),
    }),
  ),
});

/** Returns the revisions that are newer than the state of an entity tag; all of them when the tag is not among them. */
function newerThan<Item extends { hash: string }>(items: Item[], etag: string): Item[] {
  const known = items.findIndex(({ hash }) => etag.includes(hash.slice(0, 32)));
  return known === -1 ? items : items.slice(0, known);
}

/** Reads from the history who changed a flow since a state, newest first; empty when it can't be read. */
async function authorsSince(apiPath: string, etag: string): Promise<ConflictAuthor[]> {
  const answer = await sendRequest("GET", `${apiPath}/revisions?limit=20`, { answer: revisions });
  if (!answer.ok) return [];
  return newerThan(answer.data.items, etag).map(({ by, at, source }) => ({
    name: by?.name ?? "Somebody outside Switchboard",
    at,
    source,
  }));
}

const NOBODY: ConflictAuthor[] = [];

/**
 * Returns who changed a flow since a state, once the history was read; nobody before that.
 * @param etag the state's entity tag; null where nothing has to be read
 */
export function useAuthorsSince(apiPath: string, etag: string | null): ConflictAuthor[] {
  const [authors, setAuthors] = useState(NOBODY);
  useEffect(() => {
    let gone = false;
    if (etag === null) setAuthors(NOBODY);
    else void authorsSince(apiPath, etag).then((found) => gone || setAuthors(found));
    return () => {
      gone = true;
    };
  }, [apiPath, etag]);
  return authors;
}

/** A state that somebody else saved while this person was editing, and the merge of both. */
interface OpenConflict<Flow, Values extends object> {
  theirs: { flow: Flow; etag: string; values: Values };
  merge: MergeResult<Values>;
  /** The authors of the changes since, newest first; empty when they are not known. */
  authors: ConflictAuthor[];
}

/** How an answer about a flow becomes the values of its form. */
interface FlowReading<Flow, Values> {
  checks: () => Promise<{ answer: Shape<Flow> }>;
  values: (flow: Flow) => Values;
}

/** Finds out why a save was refused as stale, and keeps the conflict until the person has decided. */
export function useConflict<Flow, Values extends object>(
  apiPath: string,
  reading: FlowReading<Flow, Values>,
) {
  const [conflict, setConflict] = useState<OpenConflict<Flow, Values> | null>(null);

  /** Reads the other person's state and merges; returns the problem when the state could not be read. */
  async function open(from: { values: Values; etag: string }, mine: Values): Promise<Problem | null> {
    const { answer } = await reading.checks();
    const [now, history] = await Promise.all([
      sendRequest("GET", apiPath, { answer }),
      authorsSince(apiPath, from.etag),
    ]);
    if (!now.ok) return now.problem;
    const theirs = { flow: now.data, etag: now.etag ?? from.etag, values: reading.values(now.data) };
    // The history that was read first can be older than the state: then its newest author isn't in it yet.
    setConflict({ theirs, merge: mergeEdits(from.values, theirs.values, mine), authors: history });
    return null;
  }

  return { conflict, open, show: setConflict, close: () => setConflict(null) };
}
