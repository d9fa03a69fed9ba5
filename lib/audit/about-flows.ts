import { Prisma } from "@/lib/db/generated/client";
import { FLOW_KINDS } from "@/lib/flows/model/flow";

/** The types of target that viewers and editors may see the events of. */
export const FLOW_TARGETS: string[] = [...FLOW_KINDS];

/** Whether an event with a target of this type is about a flow, and not about members, keys and the rest. */
export function isAboutFlow(targetType: string): boolean {
  return FLOW_TARGETS.includes(targetType);
}

/**
 * The same as a condition. The types stand in it as text, not as parameters: only so does the planner see that the partial
 * index `AuditEvent_of_flows`, which has the very same words, answers it.
 */
export const ABOUT_FLOWS: Prisma.Sql = Prisma.raw(
  `"targetType" IN (${FLOW_TARGETS.map((type) => `'${type}'`).join(", ")})`,
);
