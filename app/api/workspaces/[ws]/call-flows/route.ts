import { createFlowRoute, listFlowsRoute } from "@/lib/bff/flow-routes";
import { createCallFlowSchema } from "@/lib/flows/create-call-flow";

export const GET = listFlowsRoute("call_flow");
export const POST = createFlowRoute("call_flow", createCallFlowSchema);
