import { Pool, type PoolClient, type PoolConfig } from "pg";

/** The statement that makes unqualified names mean a schema's, until the transaction ends. */
export function searchPathStatement(schema: string): string {
  return `SET LOCAL search_path TO "${schema}"`;
}

const BEGIN = /^\s*(BEGIN|START TRANSACTION)\b/i;

function textOf(query: unknown): string {
  const text: unknown = typeof query === "object" && query !== null && "text" in query ? query.text : query;
  return typeof text === "string" ? text : "";
}

/**
 * A pool whose statements find their tables in a schema. The search path is set anew in every transaction, and a single
 * statement gets one for itself: behind a pooler in transaction mode a session's own path would be another client's, and
 * the parameters of a connection don't get through it.
 *
 * It serves what the database client and `prepared()` call: `query` and `connect` as promises.
 */
export class SchemaPool extends Pool {
  readonly #path: string;
  readonly #prepared = new WeakSet<PoolClient>();

  constructor(config: PoolConfig, schema: string) {
    super(config);
    this.#path = searchPathStatement(schema);
    Object.assign(this, { connect: this.#connect(this.connect.bind(this)), query: this.#query });
  }

  #connect(connect: () => Promise<PoolClient>) {
    return async (): Promise<PoolClient> => {
      const client = await connect();
      if (this.#prepared.has(client)) return client;
      this.#prepared.add(client);
      const query: (...words: unknown[]) => Promise<unknown> = client.query.bind(client);
      const inSchema = async (...words: unknown[]) => {
        const result = await query(...words);
        if (BEGIN.test(textOf(words[0]))) await query(this.#path);
        return result;
      };
      return Object.assign(client, { query: inSchema });
    };
  }

  readonly #query = async (...words: [string, unknown[]?]) => {
    const client = await this.connect();
    let broken: Error | undefined;
    try {
      await client.query("BEGIN");
      const result = await client.query(...words);
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch((lost: Error) => {
        broken = lost;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };
}
