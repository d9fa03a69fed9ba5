import type { Named } from "@/lib/flows/transfer/flow-map";
import type { ReferenceKind } from "@/lib/flows/transfer/travel";
import { sameJson } from "@/lib/json/json-value";
import type { ItemDetail, TransferPreview } from "@/lib/transfers/preview-transfer";
import { KINDS_OF_REFERENCES, type MapAnswer } from "../words/transfer-shapes";

/** What somebody has filled in for one target, beside what its map has. */
export interface MapDraft {
  /** By the row's key; null to leave it empty. */
  references: Readonly<Record<string, Named | null>>;
  /** By the source's host; empty to leave it as it is. */
  hosts: Readonly<Record<string, string>>;
  /** By the word; empty to leave it as it is. */
  words: Readonly<Record<string, string>>;
  /** Values of headers, by the row's key. */
  secrets: Readonly<Record<string, string>>;
}

export const NO_DRAFT: MapDraft = { references: {}, hosts: {}, words: {}, secrets: {} };

export interface ReferenceRow {
  key: string;
  kind: ReferenceKind;
  id: string;
  name: string | null;
  /** The names of the flows that have it. */
  flows: string[];
}

export interface SecretRow {
  key: string;
  /** The source's host. */
  host: string;
  name: string;
}

/** The rows of the grid: what the flows name of their own workspace. */
export interface MatchingRows {
  references: ReferenceRow[];
  hosts: string[];
  secrets: SecretRow[];
  /** How often each word of a map is in the flows, as far as a map has it. */
  hits: ReadonlyMap<string, number>;
}

const referenceKey = (kind: ReferenceKind, id: string) => `${kind} ${id}`;

type Detailed = TransferPreview["items"][number] & { detail: ItemDetail };

function referencesOf(items: readonly Detailed[], nameOfFlow: (source: number) => string): ReferenceRow[] {
  const rows = new Map<string, ReferenceRow>();
  for (const { source, detail } of items) {
    for (const { kind, from } of detail.references) {
      const key = referenceKey(kind, from.id);
      const row = rows.get(key) ?? { key, kind, id: from.id, name: null, flows: [] };
      const flow = nameOfFlow(source);
      const flows = row.flows.includes(flow) ? row.flows : [...row.flows, flow];
      rows.set(key, { ...row, name: row.name ?? from.name, flows });
    }
  }
  const place = ({ kind }: ReferenceRow) => KINDS_OF_REFERENCES.indexOf(kind);
  return [...rows.values()].toSorted((one, other) => place(one) - place(other));
}

/** The headers of webhooks by the source's hosts: an item has them by the target's. */
function secretsOf({ detail }: Detailed): SecretRow[] {
  return detail.headers.map(({ host, name }) => {
    const from = detail.hosts.find(({ to }) => to === host)?.from ?? host;
    return { key: `${from} ${name.toLowerCase()}`, host: from, name };
  });
}

/** How often each word is in the flows. Targets have the same flows, and may have fewer of the words. */
function hitsOf(items: readonly Detailed[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const target of new Set(items.map((item) => item.target))) {
    const own = items.filter((item) => item.target === target).flatMap(({ detail }) => detail.hits);
    const counts = new Map<string, number>();
    for (const { match } of own) counts.set(match, (counts.get(match) ?? 0) + 1);
    for (const [word, count] of counts) most.set(word, Math.max(count, most.get(word) ?? 0));
  }
  return most;
}

/** Collects what the flows of a preview name. */
export function rowsOf({ items, sources }: TransferPreview): MatchingRows {
  const detailed = items.filter((item): item is Detailed => item.detail !== null);
  const secrets = detailed.flatMap(secretsOf).map((row): [string, SecretRow] => [row.key, row]);
  return {
    references: referencesOf(detailed, (source) => sources[source]?.name ?? ""),
    hosts: [...new Set(detailed.flatMap(({ detail }) => detail.hosts.map(({ from }) => from)))],
    secrets: [...new Map(secrets).values()],
    hits: hitsOf(detailed),
  };
}

/** What stands for a reference in a target. `how`: chosen now, by the map, by its name, or not known. */
export type ReferenceCell = { how: "draft" | "map" | "name"; to: Named | null } | { how: "open" };

export function referenceCell(row: ReferenceRow, map: MapAnswer, draft: MapDraft): ReferenceCell {
  const chosen = draft.references[row.key];
  if (chosen !== undefined) return { how: "draft", to: chosen };
  const entry = map.references.find(({ kind, from }) => kind === row.kind && from.id === row.id);
  if (entry) return { how: "map", to: entry.to };
  const name = nameOf(row, map);
  const [only, ...others] = name === null ? [] : map.target[row.kind].filter((one) => one.name === name);
  return only && others.length === 0 ? { how: "name", to: only } : { how: "open" };
}

/** The name of a reference, where it or a list of the source tells one. */
export const nameOf = ({ kind, id, name }: ReferenceRow, map: MapAnswer | undefined): string | null =>
  map?.source[kind].find((one) => one.id === id)?.name ?? name;

const pairAt = (pairs: readonly { from: string; to: string }[], from: string) =>
  pairs.find((pair) => pair.from === from)?.to ?? "";

export const hostCell = (host: string, map: MapAnswer, draft: MapDraft) =>
  draft.hosts[host] ?? pairAt(map.hosts, host);

export const wordCell = (word: string, map: MapAnswer, draft: MapDraft) =>
  draft.words[word] ?? pairAt(map.words, word);

/** Whether a map has the value of a header, at the host that it goes to. */
export function isSecretKept({ host, name }: SecretRow, map: MapAnswer, draft: MapDraft): boolean {
  const at = hostCell(host, map, draft).trim() || host;
  return map.headers.some((one) => one.host === at && one.name.toLowerCase() === name.toLowerCase());
}

/** The references for which nothing is chosen in a target. */
export function openRows({ references }: MatchingRows, map: MapAnswer, draft: MapDraft): ReferenceRow[] {
  return references.filter((row) => referenceCell(row, map, draft).how === "open");
}

/** Returns pairs with what was filled in; an empty one is taken out. */
function withPairs(pairs: readonly { from: string; to: string }[], filled: Readonly<Record<string, string>>) {
  const kept = pairs.filter(({ from }) => filled[from] === undefined);
  const added = Object.entries(filled).map(([from, to]) => ({ from, to: to.trim() }));
  return [...kept, ...added.filter(({ from, to }) => to !== "" && to !== from)];
}

/** Returns a map as it is to be saved, what was matched by its name included; null where it is so already. */
export function savedMap(rows: MatchingRows, map: MapAnswer, draft: MapDraft) {
  const { version, source: _, target: __, ...before } = map;
  const chosen = rows.references.flatMap((row) => {
    const cell = referenceCell(row, map, draft);
    if (cell.how === "open" || cell.how === "map") return [];
    return [{ kind: row.kind, from: { id: row.id, name: nameOf(row, map) ?? row.id }, to: cell.to }];
  });
  const kept = before.references.filter(
    ({ kind, from }) => !chosen.some((one) => one.kind === kind && one.from.id === from.id),
  );
  const typed = rows.secrets.flatMap(({ key, host, name }) => {
    const value = draft.secrets[key] ?? "";
    return value === "" ? [] : [{ host: hostCell(host, map, draft).trim() || host, name, value }];
  });
  const isTyped = ({ host, name }: { host: string; name: string }) =>
    typed.some((one) => one.host === host && one.name.toLowerCase() === name.toLowerCase());
  const after = {
    references: [...kept, ...chosen],
    hosts: withPairs(before.hosts, draft.hosts),
    words: withPairs(before.words, draft.words),
    headers: [...before.headers.filter((one) => !isTyped(one)), ...typed],
  };
  return sameJson(after, before) ? null : { version, ...after };
}

/** The words of all maps, and those that were added here. */
export function wordRows(maps: readonly MapAnswer[], added: readonly string[]): string[] {
  return [...new Set([...maps.flatMap(({ words }) => words.map(({ from }) => from)), ...added])];
}
