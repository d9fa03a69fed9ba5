"use client";

import { useState } from "react";
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

/** Gives those revisions that are newer than the state of an entity tag; all of them when it is not among them. */
function newerThan<Item extends { hash: string }>(items: Item[], etag: string): Item[] {
  const known = items.findIndex(({ hash }) => etag.includes(hash.slice(0, 32)));
  return known === -1 ? items : items.slice(0, known);
}

/** Asks the history who changed a flow since a state, newest first. Empty when it can't be asked: nobody is blamed then. */
async function authorsSince(apiPath: string, etag: string): Promise<ConflictAuthor[]> {
  const answer = await sendRequest("GET", `${apiPath}/revisions?limit=20`, { answer: revisions });
  if (!answer.ok) return [];
  return newerThan(answer.data.items, etag).map(({ by, at, source }) => ({
    name: by?.name ?? "Somebody outside Switchboard",
    at,
    source,
  }));
}

/** A state that somebody else made while this person was editing, and how the two come together. */
interface OpenConflict<Flow, Values extends object> {
  theirs: { flow: Flow; etag: string; values: Values };
  merge: MergeResult<Values>;
  /** Who changed the flow since, newest first; empty when nobody could tell. */
  authors: ConflictAuthor[];
}

/** How an answer about a flow becomes the values of its form. */
interface FlowReading<Flow, Values> {
  answer: Shape<Flow>;
  values: (flow: Flow) => Values;
}

/** Finds out what a refused save ran into, and keeps it until the person has decided. */
export function useConflict<Flow, Values extends object>(
  apiPath: string,
  reading: FlowReading<Flow, Values>,
) {
  const [conflict, setConflict] = useState<OpenConflict<Flow, Values> | null>(null);

  /** Reads their state and merges. Gives the problem when it could not be read. */
  async function open(from: { values: Values; etag: string }, mine: Values): Promise<Problem | null> {
    const [now, history] = await Promise.all([
      sendRequest("GET", apiPath, { answer: reading.answer }),
      authorsSince(apiPath, from.etag),
    ]);
    if (!now.ok) return now.problem;
    const theirs = { flow: now.data, etag: now.etag ?? from.etag, values: reading.values(now.data) };
    // The first look can be older than the state that was just read: then its author isn't in it yet.
    setConflict({ theirs, merge: mergeEdits(from.values, theirs.values, mine), authors: history });
    return null;
  }

  return { conflict, open, show: setConflict, close: () => setConflict(null) };
}
