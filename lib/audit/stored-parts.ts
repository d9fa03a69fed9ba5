import { z } from "zod";
import { jsonColumn } from "@/lib/db/json-column";
import type { AuditActor, AuditOutcome, AuditRequest, AuditUpstreamCall } from "./event";
import { COMMON_DETAIL, knownDetail } from "./events/action";
import { AUDIT_ACTIONS, type AuditAction, type TargetOf } from "./events/actions";

const text = z.string();
const actor = z.object({
  type: z.enum(["user", "system", "upstream"]),
  id: text.nullable(),
  email: text.nullable(),
  name: text,
  role: text.nullable(),
});
const user: z.ZodType<AuditActor & { id: string; email: string }> = actor.extend({ id: text, email: text });
const request: z.ZodType<AuditRequest> = z.object({
  id: text,
  ip: text.nullable(),
  userAgent: text.nullable(),
  correlationId: text.optional(),
});

/** Who asked and where from, as other tables keep it until there is an event. */
export const storedActor = jsonColumn("an actor", user);
export const storedRequest = jsonColumn("a request", request);

const outcome: z.ZodType<AuditOutcome> = z.enum(["succeeded", "failed", "denied", "unknown"]);
const upstream: z.ZodType<AuditUpstreamCall> = z.object({
  method: text,
  status: z.int().nullable(),
  durationMs: z.number().nullable(),
  error: text.nullable(),
});
const TARGETS: ReadonlySet<unknown> = new Set(Object.values(AUDIT_ACTIONS).flatMap(({ target }) => target));
const targetType = z.custom<TargetOf<AuditAction>>((type) => TARGETS.has(type), "is no target's type");
const action = z.custom<AuditAction>(
  (name) => typeof name === "string" && Object.hasOwn(AUDIT_ACTIONS, name),
  "is no action of this version",
);
const event = z.object({
  workspaceId: text.nullable(),
  actor,
  action,
  outcome,
  target: z.object({ type: targetType, id: text.nullable(), name: text.nullable() }).nullish(),
  reason: text.nullish(),
  request: request.nullish(),
  upstream: upstream.nullish(),
  detail: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])).default({}),
});

/** An event that is only counted, as a tally keeps it until its window closes. It has no changes. */
export const talliedEvent = jsonColumn(
  "AuditTally.event",
  event.transform((counted) => ({
    ...counted,
    detail: knownDetail({ ...AUDIT_ACTIONS[counted.action].detail, ...COMMON_DETAIL }, counted.detail),
  })),
);
