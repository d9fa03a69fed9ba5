import { Prisma } from "@/lib/db/generated/client";

/** The types of target that viewers and editors may see the events of. */
export const FLOW_TARGETS = ["call_flow", "message_flow"];

/** The same as a condition, in the words of the partial index `AuditEvent_of_flows`. */
export const ABOUT_FLOWS: Prisma.Sql = Prisma.sql`"targetType" IN ('call_flow', 'message_flow')`;
