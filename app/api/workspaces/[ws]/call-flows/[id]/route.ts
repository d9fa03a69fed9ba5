import { readFlowRoute, updateFlowRoute } from "@/lib/bff/flow-routes";
import { updateCallFlowSchema } from "@/lib/flows/update-call-flow";

export const GET = readFlowRoute("call_flow");
export const PATCH = updateFlowRoute("call_flow", updateCallFlowSchema);
