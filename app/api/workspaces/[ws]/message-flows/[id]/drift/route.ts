import { driftRoutes } from "@/app/api/_shared/flow-drift";
import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";

export const { GET, POST } = driftRoutes(MESSAGE_FLOWS);
