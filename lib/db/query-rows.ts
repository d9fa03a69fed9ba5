import { z } from "zod";
import type { Prisma } from "./generated/client";
import { Unreadable } from "./json-column";
import type { RawStatements } from "./prepared";

const anyRows = z.array(z.unknown());

/**
 * What a statement about workspaces (its table is `w`) reads besides its own columns. It must leave the number of rows
 * as it is.
 */
export interface Beside {
  columns: Prisma.Sql;
  /** The tables after `w` that the columns need, each as a LEFT JOIN. */
  joins: Prisma.Sql;
}

/** Checks one row of a statement. @throws Unreadable for a row of another shape */
export function readRow<Row>(statement: string, row: z.ZodType<Row>, value: unknown): Row {
  const parsed = row.safeParse(value);
  if (!parsed.success) throw new Unreadable(`A row of ${statement}`, parsed.error);
  return parsed.data;
}

/**
 * Runs a raw statement and checks its rows. The database client knows nothing of their shape: a type argument of its own
 * `$queryRaw` is only believed. Used as a tag: ``queryRows(tx, "a name", row)`SELECT …` ``.
 *
 * @param statement what the statement reads, as an error calls it
 * @param row the shape of one row; state it beside the statement
 * @returns the tag, whose values become parameters of the statement; it throws Unreadable for a row of another shape
 */
export function queryRows<Row>(tx: RawStatements, statement: string, row: z.ZodType<Row>) {
  return async (sql: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Row[]> => {
    const found = anyRows.parse(await tx.$queryRaw(sql, ...values));
    return found.map((value) => readRow(statement, row, value));
  };
}
