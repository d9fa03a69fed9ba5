"use client";

import { useEffect, useState } from "react";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { isEmptySearch, parseSearch } from "@/lib/flows/search/search-query";
import type { FoundFlow } from "@/lib/mirror/text/search-flows";
import { flag, listOf, number, object, orNull, type Shape, text } from "../http/answer-shape";
import type { Problem } from "../http/problem";
import { sendRequest } from "../http/send-request";

/** A person whom an owner finds. */
export interface FoundPerson {
  id: string;
  name: string;
  email: string;
}

const kind: Shape<FoundFlow["kind"]> = (value): value is FoundFlow["kind"] =>
  FLOW_KINDS.some((name) => name === value);
const hit = object<FoundFlow["hits"][number]>({ path: text, before: text, match: text, after: text });
const flow = object<FoundFlow>({
  workspace: text,
  kind,
  id: text,
  name: text,
  isActive: orNull(flag),
  agentName: orNull(text),
  folderName: orNull(text),
  hits: listOf(hit),
});
const foundFlows = object<{ items: FoundFlow[]; unread: number }>({ items: listOf(flow), unread: number });
const foundPeople = object<{ items: FoundPerson[] }>({
  items: listOf(object<FoundPerson>({ id: text, name: text, email: text })),
});

/** What was found for the words that were typed, or why nothing could be. */
export interface PaletteFindings {
  q: string;
  flows: FoundFlow[];
  /** How many flows' texts nobody has read yet. */
  unread: number;
  people: FoundPerson[];
  problem: Problem | null;
}

export const NOTHING_FOUND: PaletteFindings = { q: "", flows: [], unread: 0, people: [], problem: null };

/** Typing goes on within this time, mostly. */
const PAUSE_MS = 120;
const MOST_FLOWS = 8;
const MOST_PEOPLE = 4;
/** As the API takes it. */
const LONGEST_SEARCH = 200;

async function find(q: string, withPeople: boolean, signal: AbortSignal): Promise<PaletteFindings> {
  const query = encodeURIComponent(q);
  const [flows, people] = await Promise.all([
    sendRequest("GET", `/api/search?limit=${MOST_FLOWS}&q=${query}`, { answer: foundFlows, signal }),
    withPeople
      ? sendRequest("GET", `/api/users?limit=${MOST_PEOPLE}&q=${query}`, { answer: foundPeople, signal })
      : null,
  ]);
  return {
    q,
    flows: flows.ok ? flows.data.items : [],
    unread: flows.ok ? flows.data.unread : 0,
    people: people?.ok ? people.data.items : [],
    problem: flows.ok ? null : flows.problem,
  };
}

/**
 * Finds flows of all workspaces, and people for owners, as somebody types. A search that is no longer wanted is ended.
 * @returns what was found last, and whether a search for what is typed now is still under way
 */
export function usePaletteSearch(
  typed: string,
  withPeople: boolean,
): { findings: PaletteFindings; pending: boolean } {
  const [findings, setFindings] = useState(NOTHING_FOUND);
  const words = typed.trim().slice(0, LONGEST_SEARCH).toWellFormed();
  const q = isEmptySearch(parseSearch(words)) ? "" : words;
  useEffect(() => {
    if (q === "") {
      setFindings(NOTHING_FOUND);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void find(q, withPeople, stop.signal).then((found) => {
        if (!stop.signal.aborted) setFindings(found);
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [q, withPeople]);
  return { findings, pending: q !== findings.q };
}
