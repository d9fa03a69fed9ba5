import { Client } from "pg";

type Query = (this: Client, ...args: unknown[]) => unknown;

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  return typeof query === "object" && query !== null && "text" in query ? String(query.text) : "";
}

/**
 * Runs work and returns every SQL statement that this process sent meanwhile, `BEGIN` and `COMMIT` among them, whoever
 * sent it.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const original: Query = Reflect.get(Client.prototype, "query");
  Reflect.set(Client.prototype, "query", function (this: Client, ...args: unknown[]) {
    statements.push(textOf(args[0]));
    return original.apply(this, args);
  });
  try {
    await work();
  } finally {
    Reflect.set(Client.prototype, "query", original);
  }
  return statements;
}

/** Whether a statement may write: it then waits for the disk, or at least for other writers. */
export function writes(statement: string): boolean {
  return /\b(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b/.test(statement.replaceAll(/FOR (NO KEY )?UPDATE/g, ""));
}
