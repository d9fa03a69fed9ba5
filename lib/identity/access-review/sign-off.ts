import "server-only";
import { z } from "zod";
import { type ActedBy, PORTAL_CHAIN } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { lastEventOf } from "@/lib/audit/search/last-acts";
import { database } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";
import { type ReviewCounts, readAccessReview } from "./read-review";

/** The last time that an owner signed the rights off, as the log has it. */
export interface SignOff extends ReviewCounts {
  at: string;
  by: { id: string | null; name: string };
  digest: string;
  note: string | null;
  eventId: string;
}

const detail = z.object({
  people: z.int(),
  roles: z.int(),
  owners: z.int(),
  disabled: z.int(),
  digest: z.string(),
  note: z.string().nullable(),
});

/** Returns the last sign-off; null where the log has none, or retention has removed it. */
export async function lastSignOff(): Promise<SignOff | null> {
  const event = await lastEventOf(PORTAL_CHAIN, "access.review");
  const stated = detail.safeParse(event?.detail);
  if (!event || !stated.success) return null;
  const { id, name } = event.actor;
  return { ...stated.data, at: event.occurredAt, by: { id, name }, eventId: event.id };
}

/**
 * Signs off who may do what now. It is an event of the portal's log and nothing else, so that it can't be made up later.
 * @param seen the digest of what the owner has seen; undefined for what is there now
 * @throws Problem `conflict` where the rights have changed since
 */
export async function signOffAccess(
  { digest: seen, note }: { digest?: string | undefined; note?: string | undefined },
  by: ActedBy,
): Promise<{ digest: string } & ReviewCounts> {
  const { counts, digest } = await readAccessReview();
  if (seen !== undefined && seen !== digest)
    throw new Problem(
      "conflict",
      "Rights have changed since you opened the review. Load it again and look once more",
    );
  await recordEvent(database(), {
    workspaceId: null,
    ...by,
    action: "access.review",
    outcome: "succeeded",
    target: { type: "portal", id: null, name: null },
    detail: { ...counts, digest, note: note?.trim() || null },
  });
  return { ...counts, digest };
}
