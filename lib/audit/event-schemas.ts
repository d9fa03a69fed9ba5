import { z } from "zod";
import { type AuditOutcome, OUTCOME_NAMES } from "@/lib/audit/events/outcomes";
import { jsonColumn } from "@/lib/db/json-column";
import { isJsonObject } from "@/lib/json/json-value";
import {
  ACTOR_TYPES,
  type AuditActor,
  type AuditEventView,
  type AuditRequest,
  type AuditUpstreamCall,
  isKnownVersion,
} from "./event";
import type { AuditAction, DetailOf, TargetOf } from "./events/actions";

const text = z.string();
// Members in the order of canonical JSON, so that an event is spelt the same when it is read and when it was written.
const actor = z.looseObject({
  email: text.nullable(),
  id: text.nullable(),
  name: text,
  role: text.nullable(),
  token: z.looseObject({ id: text, name: text }).optional(),
  type: z.enum(ACTOR_TYPES),
});
const user: z.ZodType<AuditActor & { id: string; email: string }> = actor.extend({ id: text, email: text });
const request: z.ZodType<AuditRequest> = z.looseObject({
  correlationId: text.optional(),
  demo: z.literal(true).optional(),
  id: text,
  ip: text.nullable(),
  userAgent: text.nullable(),
});
const outcome = z.enum(OUTCOME_NAMES);
const upstream: z.ZodType<AuditUpstreamCall> = z.looseObject({
  durationMs: z.number().nullable(),
  error: text.nullable(),
  method: text,
  status: z.number().nullable(),
});
const detail = z.record(text, z.union([text, z.number(), z.boolean(), z.null()]));

/** An event as the log records it, without its place there. */
export type EventContent = Omit<AuditEventView, "sequence" | "integrity">;

const eventContent: z.ZodType<EventContent> = z.looseObject({
  action: text,
  actor,
  changes: z.array(
    z.looseObject({ after: z.unknown().default(null), before: z.unknown().default(null), path: text }),
  ),
  detail,
  id: z.guid(),
  occurredAt: text,
  outcome,
  reason: text.nullable(),
  request: request.nullable(),
  settledAt: text.nullable(),
  target: z.looseObject({ id: text.nullable(), name: text.nullable(), type: text }).nullable(),
  upstream: upstream.nullable(),
  workspaceId: text.nullable(),
});

/**
 * Returns the content of an event from a payload's JSON value. Null for a value that is no event, or has an unknown
 * version of the format. Costs 2 µs, its `JSON.parse` 4 µs.
 */
export function readContent(value: unknown): EventContent | null {
  if (!isJsonObject(value) || !isKnownVersion(value)) return null;
  const { version: _, ...content } = value;
  return eventContent.safeParse(content).data ?? null;
}

/** Returns the version of a payload if this program does not know it; null for every other payload. */
export function newerVersion(payload: string): string | null {
  try {
    const value: unknown = JSON.parse(payload);
    return isJsonObject(value) && !isKnownVersion(value) ? String(value.version) : null;
  } catch {
    return null;
  }
}

/** Reads the payload of an event; null as for `readContent`, and for a text that is no JSON. */
export function readPayload(payload: string): EventContent | null {
  try {
    return readContent(JSON.parse(payload));
  } catch {
    return null;
  }
}

/** The actor and the origin of a request, as other tables keep them until there is an event. */
export const storedActor = jsonColumn("an actor", user);
export const storedRequest = jsonColumn("a request", request);

/**
 * Another version may have opened a window, and its repeats did happen: the event is recorded under the name of that
 * version. So any name is accepted as an action, and any plain facts as its detail.
 */
const ofAnyVersion = {
  action: z.custom<AuditAction>((name) => typeof name === "string"),
  target: z
    .object({
      type: z.custom<TargetOf<AuditAction>>((type) => typeof type === "string"),
      id: text.nullable(),
      name: text.nullable(),
    })
    .nullish(),
  detail: z.custom<DetailOf<AuditAction>>((facts) => detail.safeParse(facts).success).default({}),
};
const countedOutcome: z.ZodType<Exclude<AuditOutcome, "succeeded">> = outcome.exclude(["succeeded"]);
const counted = z.object({
  workspaceId: text.nullable(),
  actor,
  outcome: countedOutcome,
  ...ofAnyVersion,
  reason: text.nullish(),
  request: request.nullish(),
  upstream: upstream.nullish(),
});

/** An event that is only counted, as a tally keeps it until its window closes: without changes. */
export const talliedEvent = jsonColumn("AuditTally.event", counted);
