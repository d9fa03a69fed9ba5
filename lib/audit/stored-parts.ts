import { z } from "zod";
import { jsonColumn } from "@/lib/db/json-column";
import type { AuditActor, AuditRequest } from "./event";

const text = z.string();
const actor: z.ZodType<AuditActor & { id: string }> = z.object({
  type: z.enum(["user", "system", "upstream"]),
  id: text,
  email: text.nullable(),
  name: text,
  role: text.nullable(),
});
const request: z.ZodType<AuditRequest> = z.object({
  id: text,
  ip: text.nullable(),
  userAgent: text.nullable(),
  correlationId: text.optional(),
});

/** Who asked and where from, as other tables keep it until there is an event. */
export const storedActor = jsonColumn("an actor", actor);
export const storedRequest = jsonColumn("a request", request);
