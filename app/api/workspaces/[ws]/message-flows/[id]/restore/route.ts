import { restoreFlowRoute } from "@/lib/bff/flow-routes";

export const POST = restoreFlowRoute("message_flow");
