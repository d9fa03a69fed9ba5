import "server-only";
import { z } from "zod";
import type { AuditFilter } from "@/lib/audit/filter";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import type { TermFilter } from "./column-conditions";
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
  const rows = await queryRows(database(), "the completions of a word", z.object({ word: z.string() }))`
    SELECT "word" FROM "AuditWord"
    WHERE "chain" = ${chain} AND "word" >= ${beginning} AND "word" < ${beginning + AFTER_ALL}
    ORDER BY "word" LIMIT ${MOST_COMPLETIONS}`;
  return rows.map(({ word }) => word);
}

async function anyWordLike(chain: string, beginning: string): Promise<string> {
  if (beginning.length < SHORTEST_BEGINNING) return lexeme(beginning);
  const words = new Set([beginning, ...(await completions(chain, beginning))]);
  return [...words].map(lexeme).join(" | ");
}

/**
 * What an event's terms have to match, all of it: text search queries, one by one. Put into a single query, a word among
 * many completions would make the index read every one of them from the beginning of the log; as conditions of their own,
 * they are looked up from where the narrowest of them is. "impossible" is a text that has no words, such as "?!".
 */
export type TermConditions = readonly string[] | "impossible";

/** What the index of terms is asked for a filter's `field` and `q`; nothing when neither is given. */
export async function termConditions(
  filter: Pick<AuditFilter, "chain" | TermFilter>,
): Promise<TermConditions> {
  const asked: string[] = [];
  const fields = (filter.field ?? "").split(",").filter((path) => path !== "");
  if (fields.length > 0) asked.push(fields.map((path) => lexeme(fieldTerm(path))).join(" | "));
  if (filter.q?.trim()) {
    const words = wordsOf(filter.q);
    const last = words.pop();
    if (last === undefined) return "impossible";
    asked.push(...words.map(lexeme), await anyWordLike(filter.chain, last));
  }
  return asked;
}
