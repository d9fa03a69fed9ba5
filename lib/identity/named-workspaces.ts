import "server-only";
import { database, type Transaction } from "@/lib/db/client";
import type { FieldError } from "@/lib/json/json-pointer";

/** A workspace as an owner sees it who need not be a member: its names and its colour, and nothing of what is in it. */
export interface NamedWorkspace {
  id: string;
  slug: string;
  name: string;
  colour: number;
}

/** All workspaces of the portal, by name. */
export async function listNamedWorkspaces(
  tx: Pick<Transaction, "workspace"> = database(),
): Promise<NamedWorkspace[]> {
  return await tx.workspace.findMany({
    orderBy: [{ name: "asc" }, { slug: "asc" }],
    select: { id: true, slug: true, name: true, colour: true },
  });
}

/**
 * Returns the ids of workspaces that a body names by slug.
 * @param at the JSON pointer of the slug at a place of the list
 * @param errors gets an error for a slug that nothing has, and for one that is there twice
 */
export async function workspaceIds(
  tx: Transaction,
  slugs: readonly string[],
  at: (place: number) => string,
  errors: FieldError[],
): Promise<string[]> {
  const rows = await tx.workspace.findMany({
    where: { slug: { in: [...slugs] } },
    select: { id: true, slug: true },
  });
  const bySlug = new Map(rows.map(({ id, slug }) => [slug, id]));
  return slugs.flatMap((slug, place) => {
    const id = bySlug.get(slug);
    if (id === undefined)
      errors.push({ path: at(place), message: "There is no workspace of this name here" });
    else if (slugs.indexOf(slug) < place) errors.push({ path: at(place), message: "is in the list twice" });
    return id === undefined ? [] : [id];
  });
}
