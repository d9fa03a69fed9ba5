import "server-only";
import { z } from "zod";
import type { SignedInCaller } from "@/lib/identity/find-caller";
import { Problem } from "@/lib/problems/problem";

/** The part of a query by which an owner names another person. */
export const accountQuery = { user: z.uuid("must be a person's id").optional() };

/**
 * Returns whose account a request is about: the caller's own, or the person's whom an owner names.
 * @returns the person's id
 * @throws Problem `not_allowed` for somebody else's, unless the caller is an owner
 */
export function accountOf({ user }: SignedInCaller, query: { user?: string | undefined }): string {
  const { user: named = user.id } = query;
  if (named === user.id || user.isOwner) return named;
  throw new Problem(
    "not_allowed",
    "Only an owner may see or change what belongs to another person's account (permission: owner)",
  );
}
