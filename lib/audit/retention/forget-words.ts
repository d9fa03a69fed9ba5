import "server-only";
import { chainHead } from "@/lib/audit/chain-head";
import { throughWindows } from "@/lib/audit/search/block-windows";
import { lexeme } from "@/lib/audit/search/term-conditions";
import { database, type Transaction } from "@/lib/db/client";

/** Words that are looked up together. */
const AT_ONCE = 500;

/** Those of the words that no event in the block has. */
async function missingFrom(tx: Transaction, words: string[], block: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ word: string }[]>`
    SELECT asked."word" FROM unnest(${words}::text[], ${words.map((word) => `${lexeme(word)} & '${block}'`)}::text[])
      AS asked ("word", "query")
    WHERE NOT EXISTS (SELECT 1 FROM "AuditEvent"
      WHERE audit_event_terms("chain", "sequence", "terms") @@ asked."query"::tsquery)`;
  return rows.map(({ word }) => word);
}

async function headOf(tx: Transaction, chain: string): Promise<number> {
  const [head] = await tx.$queryRaw<{ sequence: number }[]>`
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
  // One is wanted: the last word. What the others say of how often there is one doesn't count.
  await throughWindows(chain, { lowest, highest }, true, 1, async ({ term }) => {
    left = await missingFrom(tx, left, term);
    return { matches: 0, found: left.length > 0 ? 0 : 1 };
  });
  return left;
}

async function forgetSome(chain: string, words: string[]): Promise<void> {
  const seen = await chainHead(chain);
  // From the newest window on: everyday words are found in the first, and are not looked for any further.
  const gone = await stillMissing(database(), chain, words, 1, seen);
  if (gone.length === 0) return;
  await database().$transaction(async (tx) => {
    // The chain's head is held for what came meanwhile only, so that no event brings a word back unseen.
    const now = await headOf(tx, chain);
    const left = now > seen ? await stillMissing(tx, chain, gone, seen + 1, now) : gone;
    await tx.auditWord.deleteMany({ where: { chain, word: { in: left } } });
  });
}

/**
 * Takes words of removed events out of a chain's dictionary, unless a remaining event has them too: retention would be
 * half done if names could still be completed.
 */
export async function forgetWords(chain: string, words: ReadonlySet<string>): Promise<void> {
  const all = [...words];
  for (let done = 0; done < all.length; done += AT_ONCE) {
    await forgetSome(chain, all.slice(done, done + AT_ONCE));
  }
}
