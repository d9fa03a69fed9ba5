import type { z } from "zod";
import type { Prisma } from "./generated/client";

/** A JSON column whose content has a shape. Every value that is read through it is checked. */
interface JsonColumn<T> {
  /** @throws Unreadable when the row has another shape: another version wrote it, or somebody by hand */
  read: (stored: unknown) => T;
  readOrNull: (stored: unknown) => T | null;
  write: (value: T) => Prisma.InputJsonObject;
}

export class Unreadable extends Error {
  constructor(
    readonly column: string,
    cause: z.ZodError,
  ) {
    const [first] = cause.issues;
    super(
      `${column} holds something else than expected at ${first?.path.join("/") ?? ""}: ${first?.message}`,
    );
  }
}

/** @param name the column as people name it, such as `Change.answer` */
export function jsonColumn<T>(name: string, schema: z.ZodType<T>): JsonColumn<T> {
  const read = (stored: unknown) => {
    const parsed = schema.safeParse(stored);
    if (!parsed.success) throw new Unreadable(name, parsed.error);
    return parsed.data;
  };
  return {
    read,
    readOrNull: (stored) => (stored === null ? null : read(stored)),
    // The only place where a value becomes a column: the compiler has checked it against `T`.
    write: (value) => value as Prisma.InputJsonObject,
  };
}
