import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { type SearchQuery, wordPattern } from "@/lib/flows/search/search-query";
import { LONGEST_NAME, RANKS, wholeName } from "./search-order";
import { BETWEEN_TEXTS } from "./text-columns";

const { sql } = Prisma;

/** The words of a flow, by the table `t` (`FlowText`), with a space before the first and behind the last. */
const OF_NAME = sql`(' ' || t."name" || ' ')`;
const ABOUT = sql`(' ' || t."name" || ${BETWEEN_TEXTS} || t."description" || ${BETWEEN_TEXTS} || t."agent"
  || ${BETWEEN_TEXTS} || t."folder" || ' ')`;
const ANYWHERE = sql`(${ABOUT} || ${BETWEEN_TEXTS} || t."words" || ' ')`;

const hasEach = (words: Prisma.Sql, patterns: readonly string[]) =>
  sql`NOT EXISTS (SELECT FROM unnest(${patterns}::text[]) AS p WHERE strpos(${words}, p) = 0)`;
const hasAny = (words: Prisma.Sql, patterns: readonly string[]) =>
  sql`EXISTS (SELECT FROM unnest(${patterns}::text[]) AS p WHERE strpos(${words}, p) > 0)`;

/** Whether a flow matches: it has each wanted word or phrase, and no unwanted one. */
export const matchesWords = ({ wanted, unwanted }: SearchQuery): Prisma.Sql =>
  sql`${hasEach(ANYWHERE, wanted.map(wordPattern))} AND NOT ${hasAny(ANYWHERE, unwanted.map(wordPattern))}`;

const indexOf = (rank: (typeof RANKS)[number]) => sql`${RANKS.indexOf(rank)}::int`;

/** How well a flow matches, as the place of a rank among the ranks. It says nothing of one that doesn't match. */
export function rankOfMatch({ wanted }: SearchQuery): Prisma.Sql {
  const patterns = wanted.map(wordPattern);
  const whole = wholeName({ wanted });
  return sql`
    CASE WHEN ${whole}::text = '' THEN ${indexOf("text")}
      WHEN left(t."name", ${LONGEST_NAME}::int) = ${whole}::text THEN ${indexOf("whole_name")}
      WHEN ${hasEach(OF_NAME, patterns)} THEN ${indexOf("name")}
      WHEN ${hasEach(ABOUT, patterns)} THEN ${indexOf("about")}
      ELSE ${indexOf("text")} END`;
}
