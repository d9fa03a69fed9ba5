import "server-only";
import { database } from "@/lib/db/client";
import { numberCursor } from "@/lib/db/values";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import { presentFlow } from "@/lib/flows/diff/secret-values";
import type { Flow, FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { revisionBinding, unseal, VaultError } from "@/lib/vault/vault";
import { storedFlow } from "./flow-state";
import { authorshipOf, type RevisionHead, revisionHead } from "./revision-authorship";

export interface KnownRevision {
  number: number;
  contentHash: string;
  stored: StoredFlow;
  /** When this flow was last read from the upstream. */
  readAt: Date;
}

export interface LastRevision extends KnownRevision {
  /** Opens the upstream's own answer, with its secrets; null where its key is lost. It never leaves the server. */
  openRaw: () => unknown;
}

/** Opens the upstream's own answer that a revision was read from; null where its key is lost. */
export function rawOf({ id, sealedRaw }: { id: string; sealedRaw: string }): unknown {
  try {
    return JSON.parse(unseal(sealedRaw, revisionBinding(id)));
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** Returns the newest stored state of a flow; null when the flow was never read in full. */
export async function lastRevision(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
): Promise<LastRevision | null> {
  const flow = await database().flow.findUnique({
    where: { workspaceId_kind_upstreamId: { workspaceId, kind, upstreamId } },
    include: { revisions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const revision = flow?.revisions[0];
  if (!flow || !revision) return null;
  return {
    number: revision.number,
    contentHash: revision.contentHash,
    stored: storedFlow.read(kind, revision.document),
    readAt: flow.readAt ?? revision.recordedAt,
    openRaw: () => rawOf(revision),
  };
}

export interface RevisionComparison {
  from: RevisionHead;
  to: RevisionHead;
  changes: FieldChange[];
}

/**
 * Compares two revisions of a flow, in either order. The server compares and not the browser: only the digests beside
 * masked secrets show that a secret changed, and digests never leave the server.
 *
 * @returns null when the flow lacks one of the two
 */
export async function compareRevisions(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
  numbers: { from: number; to: number },
): Promise<RevisionComparison | null> {
  const rows = await database().revision.findMany({
    where: { flow: { workspaceId, kind, upstreamId }, number: { in: [numbers.from, numbers.to] } },
  });
  const from = rows.find(({ number }) => number === numbers.from);
  const to = rows.find(({ number }) => number === numbers.to);
  if (!from || !to) return null;
  const authors = await authorshipOf([from, to]);
  return {
    from: revisionHead(from, authors),
    to: revisionHead(to, authors),
    changes: diffFlows(storedFlow.read(kind, from.document), storedFlow.read(kind, to.document)),
  };
}

export interface RevisionView extends RevisionHead {
  hash: string;
  changes: FieldChange[];
}

/**
 * Returns a page of a flow's revisions, newest first, each with its changes against the revision before.
 * @param page the cursor is the number of the last revision shown
 */
export async function listRevisions(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
  page: { limit: number; cursor?: string },
): Promise<{ items: RevisionView[]; nextCursor: string | null }> {
  const before = numberCursor(page.cursor);
  const rows = await database().revision.findMany({
    where: {
      flow: { workspaceId, kind, upstreamId },
      ...(before === null ? {} : { number: { lt: before } }),
    },
    orderBy: { number: "desc" },
    take: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const authors = await authorshipOf(shown);
  return {
    items: shown.map((row, index) => {
      const previous = rows[index + 1];
      const older = previous ? storedFlow.read(kind, previous.document) : null;
      return {
        ...revisionHead(row, authors),
        hash: row.contentHash,
        changes: diffFlows(older, storedFlow.read(kind, row.document)),
      };
    }),
    nextCursor: rows.length > page.limit ? String(shown.at(-1)?.number) : null,
  };
}

/** Returns the document of one revision as it is stored, with digests; null when there is none of this number. */
export async function storedRevision(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
  number: number,
): Promise<StoredFlow | null> {
  const row = await database().revision.findFirst({
    where: { flow: { workspaceId, kind, upstreamId }, number },
  });
  return row ? storedFlow.read(kind, row.document) : null;
}

/** Returns one stored state of a flow as it may be shown; null when there is none of this number. */
export async function readRevision(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
  number: number,
): Promise<{ n: number; hash: string; source: string; at: string; flow: Flow } | null> {
  const row = await database().revision.findFirst({
    where: { flow: { workspaceId, kind, upstreamId }, number },
  });
  if (!row) return null;
  return {
    n: row.number,
    hash: row.contentHash,
    source: row.source,
    at: row.recordedAt.toISOString(),
    flow: presentFlow(storedFlow.read(kind, row.document)),
  };
}
