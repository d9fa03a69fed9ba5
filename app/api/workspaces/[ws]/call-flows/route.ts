import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { flowListRoutes } from "@/app/api/_shared/flow-list";

export const { GET, POST } = flowListRoutes(CALL_FLOWS);
