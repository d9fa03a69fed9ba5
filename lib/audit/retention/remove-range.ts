import "server-only";
import { z } from "zod";
import { chainHead } from "@/lib/audit/chain";
import type { SignedCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import { readRetirement } from "@/lib/audit/checkpoints/read-retirement";
import { currentSigningKey } from "@/lib/audit/checkpoints/signing-key";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import type { TreeFrontier } from "@/lib/audit/proof/merkle-tree";
import { retirementOrigin, writeRetirement } from "@/lib/audit/proof/retirement";
import { signNote } from "@/lib/audit/proof/signed-note";
import { toHex } from "@/lib/audit/proof/text-forms";
import { recordEvent } from "@/lib/audit/record-event";
import { throughWindows } from "@/lib/audit/search/block-windows";
import { lexeme } from "@/lib/audit/search/term-conditions";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";

const REMOVAL_TIMEOUT_MS = 120_000;

/** A range that may be removed: everything after `before` up to a checkpoint, and the tree up to there. */
interface RetiringRange {
  before: number;
  checkpoint: SignedCheckpoint;
  tree: TreeFrontier;
  keepDays: number;
}

/**
 * Removes one range in one transaction: adds the row that replaces the events, deletes them, and records the removal.
 * @returns false when another replica has removed something meanwhile: then nothing is done
 */
export async function removeRange(
  chain: string,
  { before, checkpoint, tree, keepDays }: RetiringRange,
): Promise<boolean> {
  const { size, note, head, root } = checkpoint;
  const key = await currentSigningKey();
  const text = writeRetirement({ chain, through: size, time: new Date().toISOString() });
  return await database().$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext(${`retire ${chain}`}))`;
      if (((await readRetirement(chain, tx))?.sequence ?? 0) !== before) return false;
      await tx.auditRetiredRange.create({
        data: {
          chain,
          firstSequence: before + 1,
          lastSequence: size,
          lastHash: Buffer.from(head, "hex"),
          frontier: new Uint8Array(Buffer.concat(tree.nodes)),
          checkpoint: note,
          statement: signNote(text, retirementOrigin(chain), key.privateKey),
        },
      });
      // Rows that somebody inserted among numbers removed earlier are evidence of tampering, and stay.
      await tx.auditEvent.deleteMany({ where: { chain, sequence: { gt: before, lte: size } } });
      await tx.auditClockStep.deleteMany({ where: { chain, sequence: { lte: size } } });
      await recordEvent(tx, {
        workspaceId: chain,
        actor: SYSTEM_ACTOR,
        action: "audit.retire",
        outcome: "succeeded",
        target: { type: "audit_log", id: chain, name: null },
        detail: {
          from: before + 1,
          through: size,
          events: size - before,
          root: toHex(root),
          keepDays,
        },
      });
      return true;
    },
    { timeout: REMOVAL_TIMEOUT_MS },
  );
}

/** The number of words in one query. */
const AT_ONCE = 500;

/** Returns the words that no event in the block has. */
async function missingFrom(tx: Transaction, words: string[], block: string): Promise<string[]> {
  const rows = await queryRows(tx, "words without an event", z.object({ word: z.string() }))`
    SELECT wanted."word" FROM unnest(${words}::text[], ${words.map((word) => `${lexeme(word)} & '${block}'`)}::text[])
      AS wanted ("word", "query")
    WHERE NOT EXISTS (SELECT 1 FROM "AuditEvent"
      WHERE audit_event_terms("chain", "sequence", "terms") @@ wanted."query"::tsquery)`;
  return rows.map(({ word }) => word);
}

async function headOf(tx: Transaction, chain: string): Promise<number> {
  const [head] = await queryRows(tx, "the head of a chain", z.object({ sequence: z.int() }))`
    SELECT "sequence" FROM "AuditChain" WHERE "chain" = ${chain} FOR UPDATE`;
  return head?.sequence ?? 0;
}

async function stillMissing(
  tx: Transaction,
  chain: string,
  words: string[],
  lowest: number,
  highest: number,
) {
  let left = words;
  // The search ends with the last word. Matches count as none: those of other words say nothing about its frequency.
  await throughWindows(chain, { lowest, highest }, true, 1, async ({ term }) => {
    left = await missingFrom(tx, left, term);
    return { matches: 0, found: left.length > 0 ? 0 : 1 };
  });
  return left;
}

async function forgetSome(chain: string, words: string[]): Promise<void> {
  const seen = await chainHead(chain);
  // The search starts at the newest window: everyday words are found in the first one, and are then done.
  const gone = await stillMissing(database(), chain, words, 1, seen);
  if (gone.length === 0) return;
  await database().$transaction(async (tx) => {
    // The chain's head is locked only for the events recorded meanwhile, so that none of them brings a word back
    // unseen.
    const now = await headOf(tx, chain);
    const left = now > seen ? await stillMissing(tx, chain, gone, seen + 1, now) : gone;
    await tx.auditWord.deleteMany({ where: { chain, word: { in: left } } });
  });
}

/**
 * Removes words of removed events from a chain's dictionary, unless a remaining event has them too. Otherwise the
 * search field would still complete removed names.
 */
export async function forgetWords(chain: string, words: ReadonlySet<string>): Promise<void> {
  const all = [...words];
  for (let done = 0; done < all.length; done += AT_ONCE) {
    await forgetSome(chain, all.slice(done, done + AT_ONCE));
  }
}

/** Removes the charts' counts of hours before the oldest remaining event; all of them when none is left. */
export async function forgetActivity(chain: string): Promise<void> {
  const oldest = await database().auditEvent.findFirst({
    where: { chain },
    orderBy: { sequence: "asc" },
    select: { occurredAt: true },
  });
  const hour = new Date(oldest?.occurredAt ?? Date.now());
  hour.setUTCMinutes(0, 0, 0);
  await database().auditActivity.deleteMany({ where: { chain, hour: { lt: hour } } });
}
