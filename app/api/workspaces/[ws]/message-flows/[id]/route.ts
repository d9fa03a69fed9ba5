import { readFlowRoute, updateFlowRoute } from "@/lib/bff/flow-routes";
import { updateMessageFlowSchema } from "@/lib/flows/update-message-flow";

export const GET = readFlowRoute("message_flow");
export const PATCH = updateFlowRoute("message_flow", updateMessageFlowSchema);
