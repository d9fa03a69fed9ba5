import "server-only";
import { database } from "@/lib/db/client";
import { literalText } from "@/lib/db/literal-text";

/**
 * How many windows are open whose key begins with a text: how many different things somebody is repeating.
 * @param prefix of the key, which the caller has made unambiguous
 */
export async function countOpenTallies(prefix: string): Promise<number> {
  return await database().auditTally.count({ where: { key: { startsWith: literalText(prefix) } } });
}
