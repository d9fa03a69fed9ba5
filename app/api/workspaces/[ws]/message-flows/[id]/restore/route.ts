import { restoreFlowRoute } from "@/app/api/_shared/flow-routes";

export const POST = restoreFlowRoute("message_flow");
