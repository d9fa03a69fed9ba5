import "server-only";
import type { z } from "zod";
import type { AuditAction } from "@/lib/audit/events/actions";
import { type Output, parseBody } from "./parse";

/** What a refused or failed request was after, as the event of a successful one would call it. */
export interface Tried {
  action: AuditAction;
  /** What the action's name doesn't tell, such as whether somebody was to become an owner. */
  wish?: Record<string, boolean>;
}

/** The part of a declaration that says what its requests try to do. */
export interface Trying<B extends z.ZodType | undefined> {
  /**
   * The audit action of a mutation, or of a read that is an event itself: a try that is denied or fails is recorded under
   * its name. Null for other reads.
   */
  action: AuditAction | null;
  /** Where the body decides what is tried: what that is. Without a readable body it is `action`. */
  tried?: (body: Output<B>) => Tried;
  body?: B;
}

/**
 * What a request tried. It may be one that wasn't let in, so that its body is read here for the first time, or one full of
 * mistakes.
 * @param parsed its body, when it was read already
 */
export async function whatWasTried<B extends z.ZodType | undefined>(
  request: Request,
  parsed: Output<B> | undefined,
  { action, tried, body }: Trying<B> & { action: AuditAction },
): Promise<Tried> {
  if (!tried || !body) return { action };
  try {
    return tried(parsed ?? (await parseBody(request, body)));
  } catch {
    return { action };
  }
}
