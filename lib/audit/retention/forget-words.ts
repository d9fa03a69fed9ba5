import "server-only";
import { database } from "@/lib/db/client";

/** Words that are looked up while the chain's head is held. */
const AT_ONCE = 2_000;

/**
 * Takes out of a chain's dictionary the words that none of its events has any more: retention would be half done if
 * names could still be completed. The chain's head is held meanwhile, so that no event brings a word back unseen.
 */
export async function forgetWords(chain: string): Promise<void> {
  let after = "";
  for (;;) {
    const last = await database().$transaction(async (tx) => {
      const [head] = await tx.$queryRaw<{ sequence: number }[]>`
        SELECT "sequence" FROM "AuditChain" WHERE "chain" = ${chain} FOR UPDATE`;
      // The coarsest blocks of the chain, one for four million events: they keep other chains' events out of it.
      const blocks = Array.from(
        { length: ((head?.sequence ?? 0) >> 22) + 1 },
        (_, block) => `'#${chain}/22/${block}'`,
      );
      const words = await tx.$queryRaw<{ word: string }[]>`
        SELECT "word" FROM "AuditWord" WHERE "chain" = ${chain} AND "word" > ${after} ORDER BY "word" LIMIT ${AT_ONCE}`;
      await tx.$executeRaw`
        DELETE FROM "AuditWord" AS known
        WHERE known."chain" = ${chain} AND known."word" = ANY(${words.map(({ word }) => word)})
          AND NOT EXISTS (
            SELECT 1 FROM "AuditEvent" WHERE audit_event_terms("chain", "sequence", "terms")
              @@ ('''' || known."word" || ''' & (' || ${blocks.join(" | ")} || ')')::tsquery)`;
      return words.length < AT_ONCE ? null : (words.at(-1)?.word ?? null);
    });
    if (last === null) return;
    after = last;
  }
}
