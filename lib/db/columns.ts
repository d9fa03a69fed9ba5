import { Prisma } from "./generated/client";

/** A column that a statement writes, and its value. */
export type Column = [name: string, value: Prisma.Sql];

const joined = (columns: Column[], write: (name: string) => string) =>
  Prisma.raw(columns.map(([name]) => write(name)).join(", "));

/** Returns the names of columns, as a list of an INSERT. */
export const columnNames = (columns: Column[]): Prisma.Sql => joined(columns, (name) => `"${name}"`);

/** Returns the values of columns, in the order of their names. */
export const columnValues = (columns: Column[]): Prisma.Sql => Prisma.join(columns.map(([, value]) => value));

/** Returns the assignments of an upsert that take each column from the row that could not be inserted. */
export const excludedColumns = (columns: Column[]): Prisma.Sql =>
  joined(columns, (name) => `"${name}" = excluded."${name}"`);
