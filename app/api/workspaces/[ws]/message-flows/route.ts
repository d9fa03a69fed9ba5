import { createFlowRoute, listFlowsRoute } from "@/lib/bff/flow-routes";
import { createMessageFlowSchema } from "@/lib/flows/create-message-flow";

export const GET = listFlowsRoute("message_flow");
export const POST = createFlowRoute("message_flow", createMessageFlowSchema);
