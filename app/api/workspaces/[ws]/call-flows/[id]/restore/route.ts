import { restoreFlowRoute } from "@/app/api/_shared/flow-routes";

export const POST = restoreFlowRoute("call_flow");
