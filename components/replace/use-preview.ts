"use client";

import { useEffect, useState } from "react";
import type { Problem } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { type FlowToReplace, isReplacementPreview } from "./preview-shape";
import { type FieldChoice, previewBody, type ReplaceQuery, searchOf } from "./replace-address";

/** What is known so far of a search through many flows. */
export interface Preview {
  /** The search that it is of. */
  search: string;
  flows: FlowToReplace[];
  /** How many flows were looked through, of how many; null where an index knows the flows. */
  searched: number | null;
  total: number | null;
  unread: number;
  /** Whether more is on its way. */
  loading: boolean;
  /** Whether it ended before the last flow, since there are so many. */
  cut: boolean;
  problem: Problem | null;
}

/** More flows than a job takes, or a person looks through. */
export const MOST_FLOWS = 1_000;
/** Typing pauses for so long before a search begins. */
const PAUSE_MS = 350;

const empty = (search: string): Preview => ({
  ...{ search, flows: [], searched: 0, total: null, unread: 0 },
  ...{ loading: true, cut: false, problem: null },
});

/** Reads page after page, and says after each what is known. */
async function readPages(
  query: ReplaceQuery,
  choices: readonly FieldChoice[],
  signal: AbortSignal,
  show: (preview: Preview) => void,
): Promise<void> {
  let known = empty(searchOf(query));
  for (let cursor: string | null = null; ; ) {
    const body = previewBody(query, choices, cursor);
    const answer = await sendRequest("POST", "/api/replacements/preview", {
      body,
      signal,
      answer: isReplacementPreview,
    });
    if (signal.aborted) return;
    if (!answer.ok) return show({ ...known, loading: false, problem: answer.problem });
    const { items, searched, total, nextCursor } = answer.data;
    const all = [...known.flows, ...items];
    const flows = all.slice(0, MOST_FLOWS);
    const cut = flows.length < all.length || (nextCursor !== null && flows.length === MOST_FLOWS);
    known = {
      ...known,
      flows,
      searched: searched === null || known.searched === null ? null : known.searched + searched,
      total: total?.flows ?? known.total,
      unread: total?.unread ?? known.unread,
      loading: nextCursor !== null && !cut,
      cut,
    };
    show(known);
    cursor = nextCursor;
    if (!known.loading) return;
  }
}

/**
 * Searches for what a query says, a moment after it was typed, and again when it changes.
 * @returns null while nothing is looked for
 */
export function usePreview(query: ReplaceQuery, choices: readonly FieldChoice[]): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  const search = searchOf(query);
  const isEmpty = query.find === "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the search says all of the query.
  useEffect(() => {
    if (isEmpty) return setPreview(null);
    const ending = new AbortController();
    const timer = setTimeout(() => void readPages(query, choices, ending.signal, setPreview), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [search, isEmpty]);
  if (isEmpty) return null;
  // What was found before isn't what is looked for now.
  return preview?.search === search ? preview : empty(search);
}
