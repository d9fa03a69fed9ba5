import { z } from "zod";
import type { AuditEventView } from "@/lib/audit/event";
import { listOf, numberOrNull, textOrNull, time, timeOrNull } from "./answer-parts";
import { fieldChange } from "./mirror-answers";

export const auditEventAnswer: z.ZodType<AuditEventView> = z.object({
  id: z.uuid(),
  sequence: z.int(),
  occurredAt: time,
  settledAt: timeOrNull,
  workspaceId: textOrNull,
  actor: z.object({
    type: z.enum(["user", "token", "system", "upstream"]),
    id: textOrNull,
    email: textOrNull,
    name: z.string(),
    role: textOrNull,
  }),
  action: z.string().describe("`noun.verb`, such as `call_flow.update`."),
  outcome: z.enum(["succeeded", "failed", "denied", "unknown"]),
  target: z.object({ type: z.string(), id: textOrNull, name: textOrNull }).nullable(),
  changes: z.array(fieldChange),
  reason: textOrNull,
  request: z
    .object({
      id: z.string(),
      ip: textOrNull,
      userAgent: textOrNull,
      correlationId: z
        .string()
        .optional()
        .describe("What several requests of one undertaking have in common; else the request's own id."),
    })
    .nullable(),
  upstream: z
    .object({ method: z.string(), status: numberOrNull, durationMs: numberOrNull, error: textOrNull })
    .nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  integrity: z.object({ previousHash: z.string(), hash: z.string() }),
});

export const auditEventListAnswer = listOf(auditEventAnswer);

export const chainReportAnswer = z.object({
  events: z.int().describe("How many events were checked."),
  ok: z.boolean(),
  firstBad: z.object({ sequence: z.int(), problem: z.string() }).nullable(),
  head: z.object({ sequence: z.int(), hash: z.string() }).nullable(),
  checkpoint: z.unknown().describe("The newest signed checkpoint; null as long as there is none."),
});
