import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { keysOf } from "@/lib/json/json-value";
import {
  apiKeyBinding,
  appSecretBinding,
  channelSecretBinding,
  channelUrlBinding,
  digestKeyBinding,
  idTokenBinding,
  jobBinding,
  mailBinding,
  mapHeadersBinding,
  newFlowBinding,
  providerSecretBinding,
  revisionBinding,
  signingKeyBinding,
  transferItemBinding,
  webhookSecretBinding,
} from "@/lib/vault/vault";

type Models = Prisma.TypeMap["model"];
type SealedIn<M extends keyof Models> = Extract<keyof Models[M]["payload"]["scalars"], `sealed${string}`>;

/** Every column of the database whose name says that its values are sealed, such as `Workspace.sealedApiKey`. */
export type SealedColumn = { [M in keyof Models & string]: `${M}.${SealedIn<M>}` }[keyof Models & string];

interface SealedFacts {
  /** What its values are, for an operator. */
  what: string;
  /** The name that the vault binds a value to, by what the row is bound by. */
  binding: (boundBy: string) => string;
  /** The column that tells the rows apart, and its type in the database. */
  id: { column: string; type: "uuid" | "text" };
  /** The column that the binding is made of, where it is another one. A value without it can be opened by nobody, and is ignored. */
  boundBy?: string;
  /** Whether an index knows the keys of its values, since the table grows with everything that is done. */
  indexed?: true;
}

const ID = { column: "id", type: "uuid" } as const;

/** All sealed columns. A new one without its row here does not compile, and a key could never be taken out of use. */
export const SEALED_COLUMNS: Record<SealedColumn, SealedFacts> = {
  "Workspace.sealedApiKey": { what: "API keys of workspaces", binding: apiKeyBinding, id: ID },
  "Workspace.sealedDigestKey": { what: "digest keys of workspaces", binding: digestKeyBinding, id: ID },
  "Revision.sealedRaw": {
    what: "stored answers of Trillet",
    binding: revisionBinding,
    id: ID,
    indexed: true,
  },
  "AuditSigningKey.sealedPrivateKey": {
    what: "keys that sign the log",
    binding: signingKeyBinding,
    id: { column: "id", type: "text" },
  },
  "AuditWebhook.sealedSecret": {
    what: "secrets of receivers of events",
    binding: webhookSecretBinding,
    id: ID,
  },
  "AuthenticatorApp.sealedSecret": {
    what: "secrets of authenticator apps",
    binding: appSecretBinding,
    id: ID,
  },
  "SignInProvider.sealedSecret": {
    what: "secrets of identity providers",
    binding: providerSecretBinding,
    id: ID,
  },
  // A session that is renewed hands it on, so it is bound to the provider.
  "Session.sealedIdToken": {
    what: "words of identity providers about sessions",
    binding: idTokenBinding,
    id: ID,
    boundBy: "providerId",
  },
  "NoticeChannel.sealedUrl": {
    what: "addresses of channels for notices",
    binding: channelUrlBinding,
    id: ID,
  },
  "NoticeChannel.sealedSecret": {
    what: "secrets of channels for notices",
    binding: channelSecretBinding,
    id: ID,
  },
  "TransferMap.sealedHeaders": {
    what: "values of webhook headers in maps between workspaces",
    binding: mapHeadersBinding,
    id: ID,
  },
  "TransferItem.sealedWork": { what: "what transfers send", binding: transferItemBinding, id: ID },
  "JobNewFlow.sealedBody": { what: "flows that jobs are to make", binding: newFlowBinding, id: ID },
  "Job.sealedWork": { what: "what jobs are to do", binding: jobBinding, id: ID },
  "Mail.sealedText": { what: "mails that wait to be sent", binding: mailBinding, id: ID },
};

export const SEALED_COLUMN_NAMES = keysOf(SEALED_COLUMNS);

/** The parts of a statement about one sealed column, whose table is `t`. */
export interface SealedSql {
  table: Prisma.Sql;
  column: Prisma.Sql;
  id: Prisma.Sql;
  boundBy: Prisma.Sql;
  /** The end of a condition: that the row says what its value is bound by, where it might not. */
  andBound: Prisma.Sql;
  /** A value's key, by the beginning of the value alone: most of a long one is stored apart. */
  key: Prisma.Sql;
  idType: Prisma.Sql;
}

/** Returns the parts of statements about a column. Its names come from the table above, and from no caller. */
export function sealedSql(name: SealedColumn): SealedSql {
  const [table = "", column = ""] = name.split(".");
  const { id, boundBy = id.column } = SEALED_COLUMNS[name];
  return {
    table: Prisma.raw(`"${table}" t`),
    column: Prisma.raw(`"${column}"`),
    id: Prisma.raw(`t."${id.column}"`),
    boundBy: Prisma.raw(`t."${boundBy}"`),
    andBound: boundBy === id.column ? Prisma.empty : Prisma.raw(`AND t."${boundBy}" IS NOT NULL`),
    // The same words as in the index on revisions.
    key: Prisma.raw(`split_part(substr(t."${column}", 1, 200), '.', 2)`),
    idType: Prisma.raw(`::${id.type}`),
  };
}

/** Returns the statement for the keys of a column's values. Of an indexed column, each next one is found by the index, whatever their number. */
export function keysOfColumn(name: SealedColumn): Prisma.Sql {
  const { table, column, key, andBound } = sealedSql(name);
  if (!SEALED_COLUMNS[name].indexed)
    return Prisma.sql`SELECT DISTINCT ${key} AS "keyId" FROM ${table} WHERE t.${column} IS NOT NULL ${andBound}`;
  return Prisma.sql`
    WITH RECURSIVE found AS (
      (SELECT ${key} AS "keyId" FROM ${table} ORDER BY ${key} LIMIT 1)
      UNION ALL
      SELECT (SELECT ${key} FROM ${table} WHERE ${key} > found."keyId" ORDER BY ${key} LIMIT 1)
      FROM found WHERE found."keyId" IS NOT NULL
    ) SELECT "keyId" FROM found WHERE "keyId" IS NOT NULL`;
}
