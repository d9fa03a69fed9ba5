import { z } from "zod";
import { ACTOR_TYPES, type AuditEventView } from "@/lib/audit/event";
import { OUTCOME_NAMES } from "@/lib/audit/events/outcomes";
import { listOf, numberOrNull, textOrNull, time, timeOrNull } from "./answer-parts";
import { fieldChange } from "./mirror-answers";

export const auditEventAnswer: z.ZodType<AuditEventView> = z.object({
  id: z.uuid(),
  sequence: z.int(),
  occurredAt: time,
  settledAt: timeOrNull,
  workspaceId: textOrNull,
  actor: z.object({
    type: z.enum(ACTOR_TYPES),
    id: textOrNull,
    email: textOrNull,
    name: z.string(),
    role: textOrNull,
    token: z
      .object({ id: z.string(), name: z.string() })
      .optional()
      .describe("The token that acted for the person, where the type says so."),
  }),
  action: z.string().describe("`noun.verb`, such as `call_flow.update`."),
  outcome: z.enum(OUTCOME_NAMES),
  target: z.object({ type: z.string(), id: textOrNull, name: textOrNull }).nullable(),
  changes: z.array(fieldChange),
  reason: textOrNull,
  request: z
    .object({
      id: z.string(),
      ip: textOrNull.describe(
        "Null where it is not known, and for whoever sees events about flows only (no `audit.read_all`).",
      ),
      userAgent: textOrNull,
      correlationId: z
        .string()
        .optional()
        .describe("The id that all requests of one undertaking share; else the request's own id."),
      demo: z
        .literal(true)
        .optional()
        .describe(
          "Present where the event belongs to the demo's past: people, deeds and times are invented.",
        ),
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
  checkpoint: z
    .object({ size: z.int(), root: z.string(), time: z.string(), keyId: z.string() })
    .nullable()
    .describe("The newest signed checkpoint that the events were compared with; hashes in hexadecimal."),
  unsigned: z.int().describe("How many events came after that checkpoint: no signature covers them yet."),
  retired: z.int().describe("How many of the oldest events retention removed."),
});

const sha256 = z.string().describe("SHA-256 in hexadecimal.");

export const checkpointListAnswer = listOf(
  z.object({
    size: z.int().describe("How many events it covers."),
    root: sha256.describe("The root of the tree over the events' hashes (RFC 9162), in hexadecimal."),
    head: sha256.describe("The hash of the last of them, in hexadecimal."),
    keyId: z.string(),
    signedAt: time,
    note: z.string().describe("The signed note itself (C2SP tlog-checkpoint)."),
  }),
);

export const eventProofAnswer = z.object({
  sequence: z.int(),
  hash: sha256,
  inclusion: z.array(sha256).describe("From the event's leaf up to the root (RFC 9162, section 2.1.3)."),
  checkpoint: z.object({
    size: z.int(),
    root: sha256,
    time,
    keyId: z.string(),
    note: z.string(),
  }),
  publicKey: z.string().describe("SPKI, PEM."),
  holds: z.boolean().describe("Whether the path leads to the signed root."),
});

export const signingKeyAnswer = z.object({
  id: z.string().describe("The first 16 hexadecimal digits of SHA-256 over the public key in DER."),
  publicKey: z.string().describe("SPKI, PEM."),
  fingerprint: z.string().describe("SHA-256 of the public key in DER, hexadecimal: compare keys by this."),
  createdAt: time,
  retiredAt: timeOrNull.describe("Since when another one signs; null for the one that signs now."),
});

export const signingKeyListAnswer = listOf(signingKeyAnswer);

export const auditSettingsAnswer = z.object({
  keepDays: numberOrNull.describe("For how many days events are kept; null: for ever."),
});
