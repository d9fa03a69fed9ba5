import "server-only";
import { database } from "@/lib/db/client";
import { keysOf } from "@/lib/json/json-value";
import type { GrantSource } from "./role-grants";

/** What gives a role besides an admin: its name for people, and the role. */
export interface GrantOrigin {
  name: string;
  role: string;
}

/** The word for a source that a later version of the portal knows. */
const UNNAMED = "something else";

type Named = { id: string; name: string }[];

/** The beginning of every source that has an id. */
type Kind = { [S in GrantSource]: S extends `${infer Name}:${string}` ? `${Name}:` : never }[GrantSource];

const NAMED = { id: true, name: true } as const;

/** How the names of each kind of source are read, by the beginning of the source. */
const KINDS: Record<Kind, (ids: string[]) => Promise<Named>> = {
  "group:": (ids) => database().workspaceGroup.findMany({ where: { id: { in: ids } }, select: NAMED }),
  "provider:": (ids) => database().signInProvider.findMany({ where: { id: { in: ids } }, select: NAMED }),
};

/** Returns the names of sources other than "direct", by the source: those of groups and of identity providers. */
export async function sourceNames(sources: Iterable<string>): Promise<(source: string) => string> {
  const given = [...new Set(sources)];
  const names = new Map<string, string>();
  for (const kind of keysOf(KINDS)) {
    const ids = given.flatMap((source) => (source.startsWith(kind) ? [source.slice(kind.length)] : []));
    if (ids.length === 0) continue;
    for (const { id, name } of await KINDS[kind](ids)) names.set(`${kind}${id}`, name);
  }
  return (source) => names.get(source) ?? UNNAMED;
}
