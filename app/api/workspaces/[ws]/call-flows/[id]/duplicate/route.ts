import { duplicateFlowRoute } from "@/lib/bff/duplicate-routes";
import { duplicateCallFlowSchema } from "@/lib/flows/copy-flow-schema";

export const POST = duplicateFlowRoute("call_flow", duplicateCallFlowSchema);
