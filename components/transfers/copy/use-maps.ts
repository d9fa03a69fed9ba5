"use client";

import { useEffect, useRef, useState } from "react";
import type { ReferenceKind } from "@/lib/flows/transfer/travel";
import type { Problem } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import { isMap, type MapAnswer } from "../words/transfer-shapes";

/** The map into one target, and what is wrong with it. */
export interface LoadedMap {
  map: MapAnswer | null;
  /** Why it could not be read or saved. */
  problem: Problem | null;
  /** Whether somebody else has saved it since it was read here. */
  isMoved: boolean;
  /** Whether a list of what exists there could not be read. */
  lacksLists: boolean;
}

const LISTS: Record<ReferenceKind, string> = {
  call_agent: "agents?kind=call",
  omni_agent: "agents?kind=omni",
  folder: "folders",
  knowledge_base: "knowledge-bases",
};

/** Has the portal read what a workspace has of some kinds. It remembers that; the answers themselves are not needed. */
async function readLists(slug: string, kinds: readonly ReferenceKind[]): Promise<boolean> {
  const answers = await Promise.all(
    kinds.map((kind) => sendRequest("GET", `/api/workspaces/${slug}/${LISTS[kind]}`)),
  );
  return answers.every(({ ok }) => ok);
}

const mapPath = (target: string, source: string) => `/api/workspaces/${target}/maps/${source}`;

/** Reads the maps from one workspace into others, each once, after the lists of what exists there. */
export function useMaps(source: string, targets: readonly string[], kinds: readonly ReferenceKind[] | null) {
  const [maps, setMaps] = useState<Readonly<Record<string, LoadedMap>>>({});
  const begun = useRef(new Map<string, Promise<boolean>>());
  const put = (slug: string, changes: Partial<LoadedMap>) =>
    setMaps((all) => {
      const before = all[slug] ?? { map: null, problem: null, isMoved: false, lacksLists: false };
      return { ...all, [slug]: { ...before, ...changes } };
    });

  async function load(slug: string, isMoved: boolean): Promise<MapAnswer | null> {
    const answer = await sendRequest("GET", mapPath(slug, source), { answer: isMap });
    put(slug, answer.ok ? { map: answer.data, problem: null, isMoved } : { problem: answer.problem });
    return answer.ok ? answer.data : null;
  }

  /** Saves a map. @returns whether it is saved; where another one was saved meanwhile, that one is shown */
  async function save(slug: string, body: object): Promise<boolean> {
    const answer = await sendRequest("PUT", mapPath(slug, source), { body, answer: isMap });
    if (answer.ok) {
      put(slug, { map: answer.data, problem: null, isMoved: false });
      return true;
    }
    if (answer.problem.code === "stale") await load(slug, true);
    else put(slug, { problem: answer.problem });
    return false;
  }

  const wanted = kinds === null ? null : `${targets.join()} ${kinds.join()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says all of both lists.
  useEffect(() => {
    if (kinds === null) return;
    /** Each list is read once, however often the targets change. */
    const once = (slug: string) => {
      const key = `${slug} ${kinds.join()}`;
      const reading = begun.current.get(key) ?? readLists(slug, kinds);
      begun.current.set(key, reading);
      return reading;
    };
    const read = async (slug: string) => {
      const [own] = await Promise.all([once(slug), once(source)]);
      put(slug, { lacksLists: !own });
      await load(slug, false);
    };
    for (const slug of targets) {
      if (!begun.current.has(`${slug} ${kinds.join()}`)) void read(slug);
    }
  }, [wanted]);

  return { maps, save, reload: (slug: string) => load(slug, false) };
}
