import { Prisma } from "@/lib/db/generated/client";
import { FLOW_KINDS } from "@/lib/flows/model/flow";

/** The types of target whose events viewers and editors may see. */
export const FLOW_TARGETS: string[] = [...FLOW_KINDS];

/** Whether an event with a target of this type is about a flow, and not about members, keys and the rest. */
export function isAboutFlow(targetType: string): boolean {
  return FLOW_TARGETS.includes(targetType);
}

/**
 * The same rule as a condition. Its types are text and not parameters, and its words are those of the partial index
 * `AuditEvent_of_flows`: only then does the planner use that index.
 */
export const ABOUT_FLOWS: Prisma.Sql = Prisma.raw(
  `"targetType" IN (${FLOW_TARGETS.map((type) => `'${type}'`).join(", ")})`,
);
