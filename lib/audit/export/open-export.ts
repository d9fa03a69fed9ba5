import "server-only";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import { provenRetirement } from "@/lib/audit/checkpoints/proven-retirement";
import {
  checkpointRow,
  openStoredCheckpoint,
  type SignedCheckpoint,
} from "@/lib/audit/checkpoints/read-checkpoints";
import { keyOfCheckpoint } from "@/lib/audit/checkpoints/signed-tree";
import type { SigningKey } from "@/lib/audit/checkpoints/signing-key";
import { storedTree } from "@/lib/audit/checkpoints/stored-tree";
import { statedFilter } from "@/lib/audit/filter";
import { consistencyPath } from "@/lib/audit/proof/consistency-proof";
import type { ExportHeader } from "@/lib/audit/proof/export-format";
import type { Subtree } from "@/lib/audit/proof/merkle-tree";
import { toHex } from "@/lib/audit/proof/text-forms";
import { type TermConditions, termConditions } from "@/lib/audit/search/term-conditions";
import { Problem } from "@/lib/problems/problem";
import type { ExportRequest } from "./export-request";

/** An opened export: the events that it covers, and its proof. */
export interface OpenExport {
  request: ExportRequest;
  checkpoint: SignedCheckpoint;
  key: SigningKey;
  tree: Subtree;
  /**
   * The first line, without newline. Every part of a resumed export has the same one, unless the workspace was renamed
   * or old events were removed meanwhile. Then the joined file does not verify, and must be exported again.
   */
  header: string;
  /** Whether it has all events up to the checkpoint. */
  complete: boolean;
  /** The sequence number of the last event that retention removed; 0 for none. */
  removed: number;
  /** The filter's query of the index of terms, once for the whole export: a new word must not change the rest. */
  terms: TermConditions;
}

function noCheckpoint(size: number): Problem {
  return new Problem("not_found", `There is no checkpoint of ${size} events`);
}

/**
 * Returns the stored checkpoint of a size.
 * @throws Problem `not_found` when there is none
 * @throws ChainBroken when there is one that this portal did not sign
 */
export async function requireCheckpoint(chain: string, size: number): Promise<SignedCheckpoint> {
  const row = await checkpointRow(chain, size);
  if (!row) throw noCheckpoint(size);
  return await openStoredCheckpoint(chain, row);
}

async function checkpointFor(chain: string, size: number | undefined): Promise<SignedCheckpoint | null> {
  return size === undefined ? await makeCheckpoint(chain) : await requireCheckpoint(chain, size);
}

async function consistency(
  chain: string,
  since: number | undefined,
  checkpoint: SignedCheckpoint,
  tree: Subtree,
): Promise<ExportHeader["consistency"]> {
  if (since === undefined) return null;
  if (since > checkpoint.size) throw noCheckpoint(since);
  const earlier = await requireCheckpoint(chain, since);
  const path = await consistencyPath(since, checkpoint.size, tree);
  return { checkpoint: earlier.note, path: path.map(toHex) };
}

async function headerOf(
  request: ExportRequest,
  checkpoint: SignedCheckpoint,
  key: SigningKey,
  tree: Subtree,
) {
  const { chain } = request.filter;
  const retired = await provenRetirement(chain);
  const filter = statedFilter(request.filter);
  const header: ExportHeader = {
    version: 1,
    chain,
    name: request.name,
    filter,
    complete: Object.keys(filter).length === 0,
    start: {
      sequence: retired?.sequence ?? 0,
      hash: retired ? toHex(retired.hash) : "",
      frontier: retired?.frontier.nodes.map(toHex) ?? [],
      checkpoint: retired?.checkpoint ?? "",
      statement: retired?.statement ?? "",
    },
    checkpoint: checkpoint.note,
    publicKey: key.pem,
    consistency: await consistency(chain, request.since, checkpoint, tree),
  };
  return header;
}

/** Refuses to sign an impossible count of events, or a count of events that are gone. */
function refuseImpossible({ after = 0 }: ExportRequest, { size }: SignedCheckpoint, removed: number): void {
  if (after > size) {
    const message = `must be at most ${size}, the size of the checkpoint`;
    throw new Problem("invalid_query", `after: ${message}`, {
      extra: { errors: [{ path: "/after", message }] },
    });
  }
  if (size < removed) {
    const problem = `The events up to ${removed} were removed, and with them all of the checkpoint of ${size}`;
    throw new Problem("conflict", `${problem}: export without a size`);
  }
}

/**
 * Signs the present state of the chain, and prepares an export of the events up to there. A resumed export takes its
 * earlier checkpoint instead.
 *
 * @throws ChainBroken when the log isn't the continuation of its checkpoints, or an event of it is missing
 * @throws Problem `not_found` when there is no checkpoint of the requested size
 * @throws Problem `invalid_query` when it is to go on after an event that the checkpoint doesn't cover
 * @throws Problem `conflict` when retention removed everything that the checkpoint covers
 */
export async function openExport(request: ExportRequest): Promise<OpenExport> {
  const { chain } = request.filter;
  const checkpoint = await checkpointFor(chain, request.size);
  if (!checkpoint) throw noCheckpoint(request.size ?? 0);
  const key = await keyOfCheckpoint(chain, checkpoint);
  const tree = storedTree(chain);
  const header = await headerOf(request, checkpoint, key, tree);
  const { complete, start } = header;
  refuseImpossible(request, checkpoint, start.sequence);
  return {
    request,
    checkpoint,
    key,
    tree,
    header: JSON.stringify({ export: header }),
    complete,
    removed: start.sequence,
    terms: await termConditions(request.filter),
  };
}
