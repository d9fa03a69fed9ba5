import "server-only";
import { database } from "@/lib/db/client";
import type { AuditFilter } from "./audit-filter";
import { fieldTerm, wordsOf } from "./event-terms";

/** A beginning that fits more words than this is completed to these; the next letter typed makes it fewer. */
const MOST_COMPLETIONS = 64;
const SHORTEST_BEGINNING = 2;
/** The last code point: everything that begins with a word sorts before the word followed by it. */
const AFTER_ALL = "\u{10FFFF}";

/** A lexeme of PostgreSQL's text search query language, quoted. */
export function lexeme(term: string): string {
  return `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

async function completions(chain: string, beginning: string): Promise<string[]> {
  const rows = await database().$queryRaw<{ word: string }[]>`
    SELECT "word" FROM "AuditWord"
    WHERE "chain" = ${chain} AND "word" >= ${beginning} AND "word" < ${beginning + AFTER_ALL}
    ORDER BY "word" LIMIT ${MOST_COMPLETIONS}`;
  return rows.map(({ word }) => word);
}

async function anyWordLike(chain: string, beginning: string): Promise<string> {
  if (beginning.length < SHORTEST_BEGINNING) return lexeme(beginning);
  const words = new Set([beginning, ...(await completions(chain, beginning))]);
  return `(${[...words].map(lexeme).join(" | ")})`;
}

/**
 * What the index of terms is asked for a filter's `field` and `q`.
 * @returns a text search query; "" when nothing can match (a text without letters or digits); null when neither is given
 */
export async function termQuery(filter: Pick<AuditFilter, "chain" | "field" | "q">): Promise<string | null> {
  const asked: string[] = [];
  const fields = (filter.field ?? "").split(",").filter((path) => path !== "");
  if (fields.length > 0) asked.push(`(${fields.map((path) => lexeme(fieldTerm(path))).join(" | ")})`);
  if (filter.q?.trim()) {
    const words = wordsOf(filter.q);
    const last = words.pop();
    if (last === undefined) return "";
    asked.push(...words.map(lexeme), await anyWordLike(filter.chain, last));
  }
  return asked.length === 0 ? null : asked.join(" & ");
}
