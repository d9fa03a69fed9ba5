import "server-only";
import type { Transaction } from "@/lib/db/client";

/** First path segments that mean something else: a workspace of that slug could not be reached. */
const RESERVED = new Set([
  "account",
  "api",
  "audit",
  "invite",
  "people",
  "sign-in",
  "sign-out",
  "static",
  "workspaces",
  "_next",
]);

function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);
  return plain || "workspace";
}

/** A free slug made from a name: "Harbour Dental" → `harbour-dental`, the next one `harbour-dental-2`. */
export async function freeSlug(tx: Transaction, name: string): Promise<string> {
  const base = slugOf(name);
  const rows = await tx.workspace.findMany({ where: { slug: { startsWith: base } }, select: { slug: true } });
  const taken = new Set(rows.map((row) => row.slug));
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(slug) && !RESERVED.has(slug)) return slug;
  }
}
