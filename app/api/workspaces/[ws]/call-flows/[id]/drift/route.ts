import { driftRoutes } from "@/app/api/_shared/flow-drift";
import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";

export const { GET, POST } = driftRoutes(CALL_FLOWS);
