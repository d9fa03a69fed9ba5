import "server-only";
import { setImmediate } from "node:timers/promises";
import { withinBytes } from "@/lib/audit/search/find-events";
import type { FlowKind } from "@/lib/flows/model/flow";
import { type FixedHit, type FlowHits, findHits, type Hit } from "@/lib/flows/replace/find-hits";
import { type Pattern, readPattern } from "@/lib/flows/replace/pattern";
import { replaceInFlow } from "@/lib/flows/replace/replace-in-flow";
import type { Replacement } from "@/lib/flows/replace/replacement-schema";
import { UnfitReplacement } from "@/lib/flows/replace/search-time";
import { etagOf, storedFlow } from "../flow-state";
import { candidateWords } from "./candidate-words";
import {
  type Candidate,
  countFlows,
  type FlowPlace,
  type FlowScope,
  type FlowStateRow,
  findCandidates,
  flowCursor,
  placeOf,
  readStates,
} from "./find-candidates";

/** A flow with matches, in the state that the mirror knows. */
export interface FlowToReplace extends FlowHits {
  /** The workspace's slug. */
  workspace: string;
  kind: FlowKind;
  /** The upstream's id. */
  id: string;
  name: string;
  isActive: boolean | null;
  folder: { id: string; name: string } | null;
  /** The state that the hits are of. */
  etag: string;
  hits: Hit[];
  fixed: FixedHit[];
  /** Why all hits together can't be replaced; null where they can. */
  refused: string | null;
  /** Whether it was changed outside, and nobody has agreed to that. */
  drift: boolean;
  /** Whether a change of it is under way. */
  busy: boolean;
}

export interface ReplacementPreview {
  items: FlowToReplace[];
  nextCursor: string | null;
  /** How many flows this page has looked through; null where the index of words knew which. */
  searched: number | null;
  /** How many there are in all, and how many of them nobody has read yet; null behind the first page. */
  total: { flows: number; unread: number } | null;
}

/** A page ends with so many flows or hits, or after so long; one flow may be more. */
const MOST_FLOWS = 200;
const MOST_HITS = 2_000;
const MOST_TIME = 700;
/** At most this many bytes of texts are read at once. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_READ = 250;

function refusalOf(state: Parameters<typeof replaceInFlow>[0], { hits, tooMany }: FlowHits): string | null {
  if (tooMany) return "It has more than 500 hits: look for something longer";
  try {
    replaceInFlow(state, hits);
    return null;
  } catch (error) {
    if (error instanceof UnfitReplacement) return error.errors.map(({ message }) => message).join(". ");
    throw error;
  }
}

/** Finds the hits in a stored state; null where there are none, or where nobody can read it. */
function resultOf(row: FlowStateRow, slug: string, pattern: Pattern, fields: Replacement["fields"]) {
  const state = storedFlow.readOrNull(row.kind, row.document);
  if (!state) return null;
  const found = findHits(state, pattern, fields);
  if (found.hits.length + found.fixed.length + found.tooLong.length === 0) return null;
  const { kind, id, name, isActive, folder, drift, busy } = row;
  const etag = etagOf(row.contentHash);
  return {
    ...{ workspace: slug, kind, id, name, isActive, folder, etag, drift, busy },
    ...found,
    refused: refusalOf(state, found),
  };
}

/**
 * Looks through candidates in their order, until a page is full.
 * @returns what was found, and the last one that was looked at; undefined where there was none
 */
async function fillPage(
  candidates: readonly Candidate[],
  find: (candidate: Candidate) => FlowToReplace | null,
  until: number,
): Promise<{ items: FlowToReplace[]; last: Candidate | undefined }> {
  const items: FlowToReplace[] = [];
  let hits = 0;
  let last: Candidate | undefined;
  for (const candidate of candidates) {
    if (last && (items.length === MOST_FLOWS || hits >= MOST_HITS || performance.now() > until)) break;
    last = candidate;
    const found = find(candidate);
    if (found) items.push(found);
    hits += found?.hits.length ?? 0;
    // Others are answered in between.
    await setImmediate();
  }
  return { items, last };
}

/**
 * Finds what a replacement would change, in the states that the mirror knows: nothing is sent to the upstream. A page takes three
 * statements, the first one four, however many workspaces and flows there are.
 *
 * @returns a page. It may have no flow, also where another follows
 * @throws UnfitReplacement for a pattern that takes too long or matches no text
 */
export async function previewReplacement(
  replacement: Replacement,
  scope: FlowScope,
  after: FlowPlace | null,
): Promise<ReplacementPreview> {
  const started = performance.now();
  const pattern = readPattern(replacement);
  const total = after === null ? await countFlows(scope) : null;
  const words = candidateWords(replacement);
  const { rows, next } = await findCandidates(scope, words, after);
  const may = withinBytes(
    rows.filter((row) => row.may),
    MOST_BYTES,
  ).slice(0, MOST_READ);
  const states = new Map((await readStates(may.map(({ flowId }) => flowId))).map((row) => [row.flowId, row]));
  const slugs = new Map(scope.workspaces.map(({ id, slug }) => [id, slug]));
  const find = (row: Candidate) => {
    const state = states.get(row.flowId);
    return state ? resultOf(state, slugs.get(row.workspaceId) ?? "", pattern, replacement.fields) : null;
  };
  const { items, last } = await fillPage(may, find, started + MOST_TIME);
  const isWhole = last === rows.findLast((row) => row.may);
  const end = isWhole || !last ? next : placeOf(last);
  const passed = isWhole || !last ? rows.length : rows.indexOf(last) + 1;
  const searched = words.query === null ? passed : null;
  return { items, nextCursor: end && flowCursor.write(end), searched, total };
}
