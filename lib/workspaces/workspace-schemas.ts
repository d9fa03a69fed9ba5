import { textSchema } from "@/lib/text/text-schema";
import { API_KEY, UPSTREAM_WORKSPACE_ID, WORKSPACE_NAME } from "./rules";
import "server-only";
import { z } from "zod";
import type { Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { callLimitsSchema } from "@/lib/flows/fields/call-limits";

const name = textSchema(WORKSPACE_NAME);
const apiKey = textSchema(API_KEY);

/** `POST /api/workspaces` */
export const newWorkspaceSchema = z.strictObject({
  name,
  upstream: z.string().min(1).max(40),
  upstreamWorkspaceId: textSchema(UPSTREAM_WORKSPACE_ID),
  apiKey,
});

/** `PATCH /api/workspaces/{ws}` */
export const workspaceChangeSchema = z
  .strictObject({
    name: name.optional(),
    requireReason: z.boolean().optional(),
    requireSecondFactor: z.boolean().optional(),
    defaultCallLimits: callLimitsSchema.nullable().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "Nothing to change");

/** `PUT /api/workspaces/{ws}/api-key` */
export const apiKeySchema = z.strictObject({ apiKey });

/** First path segments that mean something else: a workspace of that slug could not be reached. */
const RESERVED = new Set([
  "account",
  "activity",
  "api",
  "audit",
  "copies",
  "copy",
  "forgot-password",
  "groups",
  "invite",
  "jobs",
  "notices",
  "people",
  "replace",
  "reset-password",
  "search",
  "second-factor",
  "security",
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

/** The upstreams that a workspace may be registered with. */
export function listUpstreams(): { name: string; url: string }[] {
  return [...env().PORTAL_UPSTREAMS].map(([name, url]) => ({ name, url }));
}
