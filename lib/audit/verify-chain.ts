import "server-only";
import { createHash } from "node:crypto";
import { database } from "@/lib/db/client";
import type { AuditEvent } from "@/lib/db/generated/client";
import { PORTAL_CHAIN } from "./event";
import { toHex } from "./event-view";

export interface ChainReport {
  /** How many events were checked. */
  events: number;
  ok: boolean;
  firstBad: { sequence: number; problem: string } | null;
  head: { sequence: number; hash: string } | null;
  /** The newest signed checkpoint; null as long as there is none. */
  checkpoint: null;
}

const BATCH = 500;

type ChainRow = Pick<
  AuditEvent,
  | "sequence"
  | "payload"
  | "previousHash"
  | "hash"
  | "id"
  | "actorId"
  | "actorType"
  | "action"
  | "outcome"
  | "targetType"
  | "targetId"
  | "requestId"
  | "occurredAt"
  | "settledAt"
  | "chain"
>;

/** Searching uses the columns, proof covers the payload: a row whose columns tell another story is a forgery too. */
function columnThatLies(row: ChainRow): string | null {
  const told = JSON.parse(row.payload);
  const pairs: [string, unknown, unknown][] = [
    ["id", row.id, told.id],
    ["actor", row.actorId, told.actor.id],
    ["actor type", row.actorType, told.actor.type],
    ["action", row.action, told.action],
    ["outcome", row.outcome, told.outcome],
    ["target type", row.targetType, told.target?.type ?? null],
    ["target", row.targetId, told.target?.id ?? null],
    ["request", row.requestId, told.request?.id ?? null],
    ["time", row.occurredAt.toISOString(), told.occurredAt],
    ["settling time", row.settledAt?.toISOString() ?? null, told.settledAt],
    ["chain", row.chain, told.workspaceId ?? PORTAL_CHAIN],
  ];
  return pairs.find(([, column, payload]) => column !== payload)?.[0] ?? null;
}

function problemOf(row: ChainRow, expectedSequence: number, previousHash: string): string | null {
  if (row.sequence !== expectedSequence) return `expected event ${expectedSequence}; it is missing`;
  if (toHex(row.previousHash) !== previousHash) return "does not follow the event before it";
  const hash = createHash("sha256").update(row.previousHash).update(row.payload, "utf8").digest("hex");
  if (toHex(row.hash) !== hash) return "its content does not match its hash";
  const column = columnThatLies(row);
  return column ? `its ${column} column differs from its content` : null;
}

/**
 * Re-derives a whole chain from its first event, and compares its end with the recorded head (a cut tail).
 * @param chain a workspace's id, or "portal"
 */
export async function verifyChain(chain: string): Promise<ChainReport> {
  let previousHash = "";
  let sequence = 0;
  for (;;) {
    const rows = await database().auditEvent.findMany({
      where: { chain, sequence: { gt: sequence } },
      orderBy: { sequence: "asc" },
      take: BATCH,
    });
    for (const row of rows) {
      const problem = problemOf(row, sequence + 1, previousHash);
      if (problem) return report(sequence, previousHash, { sequence: row.sequence, problem });
      sequence = row.sequence;
      previousHash = toHex(row.hash);
    }
    if (rows.length < BATCH) break;
  }
  return report(sequence, previousHash, await faultAtHead(chain, sequence, previousHash));
}

/**
 * Compares the chain's end with the recorded head. The head is read after the events: an event that arrived meanwhile
 * is ahead of us, and no fault.
 */
async function faultAtHead(chain: string, sequence: number, hash: string): Promise<ChainReport["firstBad"]> {
  const head = await database().auditChain.findUnique({ where: { chain } });
  if ((head?.sequence ?? 0) < sequence) {
    return { sequence, problem: `the chain's head is event ${head?.sequence ?? 0}; this one is behind it` };
  }
  // A last event that was rewritten together with its hash follows from the one before; only the head tells.
  if (head?.sequence === sequence && toHex(head.hash) !== hash) {
    return { sequence, problem: "it is not the event that the chain's head names" };
  }
  const cut = head !== null && head.sequence > sequence && (await countAfter(chain, sequence)) === 0;
  if (!cut) return null;
  const problem = `the chain's head is event ${head.sequence}; events after ${sequence} are missing`;
  return { sequence: sequence + 1, problem };
}

async function countAfter(chain: string, sequence: number): Promise<number> {
  return await database().auditEvent.count({ where: { chain, sequence: { gt: sequence } } });
}

function report(sequence: number, hash: string, firstBad: ChainReport["firstBad"]): ChainReport {
  return {
    events: sequence,
    ok: firstBad === null,
    firstBad,
    head: sequence > 0 ? { sequence, hash } : null,
    checkpoint: null,
  };
}
