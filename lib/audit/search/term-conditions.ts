import "server-only";
import { z } from "zod";
import type { AuditFilter } from "@/lib/audit/filter";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import type { TermFilter } from "./column-conditions";
import { fieldTerm, wordsOf } from "./event-terms";

/** A beginning that fits more words than this is completed to these; the next typed letter reduces them. */
const MOST_COMPLETIONS = 64;
const SHORTEST_BEGINNING = 2;
/** The last code point. Every longer word with the same beginning sorts before the beginning followed by it. */
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
 * The text search queries that an event's terms must all match. In a single query, a word with many completions would
 * make the index read every completion from the beginning of the log. As separate conditions, the narrowest one limits
 * the rest. "impossible" is a text without words, such as "?!".
 */
export type TermConditions = readonly string[] | "impossible";

/** The queries of the index of terms for a filter's `field` and `q`; none when neither is given. */
export async function termConditions(
  filter: Pick<AuditFilter, "chain" | TermFilter>,
): Promise<TermConditions> {
  const queries: string[] = [];
  const fields = (filter.field ?? "").split(",").filter((path) => path !== "");
  if (fields.length > 0) queries.push(fields.map((path) => lexeme(fieldTerm(path))).join(" | "));
  if (filter.q?.trim()) {
    const words = wordsOf(filter.q);
    const last = words.pop();
    if (last === undefined) return "impossible";
    queries.push(...words.map(lexeme), await anyWordLike(filter.chain, last));
  }
  return queries;
}
