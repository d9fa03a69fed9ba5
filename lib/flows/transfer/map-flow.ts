import { replacedTexts } from "@/lib/flows/fields/replaced-texts";
import { type FlowKind, isCallFlow, type StoredFlow } from "@/lib/flows/model/flow";
import { readPattern } from "@/lib/flows/replace/pattern";
import { SearchTime } from "@/lib/flows/replace/search-time";
import { jsonPointer, pointerSteps, valueAt } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { type FlowMap, hostOf, type Inventory, type Named } from "./flow-map";
import { type ReferenceKind, travellingFields } from "./travel";

/** What a reference of the source becomes in the target. */
export interface MappedReference {
  path: string;
  kind: ReferenceKind;
  from: { id: string; name: string | null };
  /** Null where nothing stands for it. */
  to: Named | null;
  /** How that is known: by the map, by a name that one thing has on both sides, or not at all. `same`: it is the same workspace. */
  how: "map" | "name" | "same" | "open";
  /** Why it is open, in words. */
  why: string | null;
}

/** A word of the map in a text. */
export interface WordHit {
  path: string;
  before: string;
  match: string;
  after: string;
  replacement: string;
}

/** A host of an address, and what stands for it. */
export interface MappedHost {
  path: string;
  from: string;
  to: string;
}

/** A flow in the terms of another workspace. A reference that is open is still the one of its own workspace: see `references`. */
export interface MappedFlow {
  flow: StoredFlow;
  references: MappedReference[];
  hits: WordHit[];
  hosts: MappedHost[];
}

export interface MapContext {
  map: FlowMap;
  source: Inventory;
  target: Inventory;
  /** Whether both are one workspace: then every reference stays what it is. */
  isSame: boolean;
}

/** How much of the processor's time the words of a map may take in one flow, in milliseconds. */
const MOST_TIME = 1_000;
const CONTEXT = 40;

function setAt(document: unknown, pointer: string, value: unknown): void {
  const steps = pointerSteps(pointer);
  const around = valueAt(document, jsonPointer(steps.slice(0, -1)));
  const last = steps.at(-1) ?? "";
  if (Array.isArray(around)) around[Number(last)] = value;
  else if (isJsonObject(around)) around[last] = value;
}

interface PlacedMatch {
  start: number;
  end: number;
  replacement: string;
}

/** Returns the matches that count: from left to right, of those that begin together the longest, and none within another. */
function apart(matches: PlacedMatch[]): PlacedMatch[] {
  let end = 0;
  return matches
    .toSorted((one, other) => one.start - other.start || other.end - one.end)
    .filter((match) => {
      if (match.start < end) return false;
      end = match.end;
      return true;
    });
}

/** Replaces the words of a map in one pass, so that what stands for a word is not replaced again. */
function replaceWords(flow: StoredFlow, words: FlowMap["words"]): WordHit[] {
  const patterns = words.map(({ from: find, to: replace }) =>
    readPattern({ find, replace, regex: false, wholeWord: true, matchCase: true }),
  );
  if (patterns.length === 0) return [];
  const time = new SearchTime(MOST_TIME);
  return replacedTexts(flow).flatMap(({ path, text }) => {
    // A credential was taken out of what was searched: the text itself stays.
    if (valueAt(flow, path) !== text) return [];
    const matches = apart(patterns.flatMap((pattern) => [...pattern.matches(text, time)]));
    if (matches.length === 0) return [];
    let result = "";
    let end = 0;
    const hits = matches.map(({ start, end: stop, replacement }) => {
      result += text.slice(end, start) + replacement;
      end = stop;
      return {
        path,
        before: text.slice(Math.max(0, start - CONTEXT), start),
        match: text.slice(start, stop),
        after: text.slice(stop, stop + CONTEXT),
        replacement,
      };
    });
    setAt(flow, path, result + text.slice(end));
    return hits;
  });
}

/** Puts another host into an address. Nothing else is written anew, so that the rest keeps its spelling. */
function withHost(address: string, host: string): string {
  const begin = address.indexOf("//") + 2;
  const userInfo = /^[^/?#]*@/.exec(address.slice(begin))?.[0].length ?? 0;
  const present = /^[^/?#]*/.exec(address.slice(begin + userInfo))?.[0].length ?? 0;
  return address.slice(0, begin + userInfo) + host + address.slice(begin + userInfo + present);
}

function mapAddress(flow: StoredFlow, path: string, hosts: FlowMap["hosts"]): MappedHost[] {
  const address = valueAt(flow, path);
  const from = typeof address === "string" ? hostOf(address) : null;
  if (from === null || typeof address !== "string") return [];
  const to = hosts.find((pair) => pair.from === from)?.to ?? from;
  if (to !== from) setAt(flow, path, withHost(address, to));
  return [{ path, from, to }];
}

const WHAT: Record<ReferenceKind, string> = {
  call_agent: "agent",
  omni_agent: "agent",
  folder: "folder",
  knowledge_base: "knowledge base",
};

/** Returns what a reference means in the target: by the map, or by a name that only one thing has on either side. */
function meaningOf(path: string, kind: ReferenceKind, id: string, context: MapContext): MappedReference {
  const { map, source, target, isSame } = context;
  const entry = map.references.find((one) => one.kind === kind && one.from.id === id);
  const name = source[kind].find((one) => one.id === id)?.name ?? entry?.from.name ?? null;
  const from = { id, name };
  if (isSame) return { path, kind, from, to: { id, name: name ?? id }, how: "same", why: null };
  if (entry) return { path, kind, from, to: entry.to, how: "map", why: null };
  const open = (why: string): MappedReference => ({ path, kind, from, to: null, how: "open", why });
  if (name === null) return open(`Nobody knows the ${WHAT[kind]}'s name`);
  const alike = target[kind].filter((one) => one.name === name);
  const [only] = alike;
  if (only && alike.length === 1) return { path, kind, from, to: only, how: "name", why: null };
  return open(
    alike.length === 0
      ? `No ${WHAT[kind]} of this name is known there`
      : `${alike.length} ${WHAT[kind]}s there have this name`,
  );
}

function mapReferences(
  flow: StoredFlow,
  path: string,
  kind: ReferenceKind,
  context: MapContext,
): MappedReference[] {
  const value = valueAt(flow, path);
  const ids = (Array.isArray(value) ? value : [value]).filter(
    (id): id is string => typeof id === "string" && id !== "",
  );
  const mapped = ids.map((id) => meaningOf(path, kind, id, context));
  if (ids.length > 0 && mapped.every(({ how }) => how !== "open")) {
    const found = mapped.flatMap(({ to }) => to?.id ?? []);
    setAt(flow, path, Array.isArray(value) ? [...new Set(found)] : (found[0] ?? null));
  }
  return mapped;
}

/**
 * Returns a flow in the terms of another workspace: references, hosts and words by the map. A reference for which the map has
 * nothing is matched by its name, where exactly one thing there has it, and never by a guess.
 *
 * @param flow as stored: masked values of headers stay masked
 * @throws UnfitReplacement for words whose search takes too long
 */
export function mapFlow(flow: StoredFlow, context: MapContext): MappedFlow {
  const mapped = structuredClone(flow);
  const kind: FlowKind = isCallFlow(flow) ? "call_flow" : "message_flow";
  const hits = replaceWords(mapped, context.map.words);
  const references: MappedReference[] = [];
  const hosts: MappedHost[] = [];
  for (const { path, way } of travellingFields(kind)) {
    if (way.how === "reference") references.push(...mapReferences(mapped, path, way.to, context));
    if (way.how === "address") hosts.push(...mapAddress(mapped, path, context.map.hosts));
  }
  if (isCallFlow(mapped)) {
    for (const position of (mapped.webhooks ?? []).keys()) {
      hosts.push(...mapAddress(mapped, `/webhooks/${position}/url`, context.map.hosts));
    }
  }
  return { flow: mapped, references, hits, hosts };
}
