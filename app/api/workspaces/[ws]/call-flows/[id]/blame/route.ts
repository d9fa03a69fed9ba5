import { blameRoutes } from "@/app/api/_shared/flow-drift";
import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";

export const { GET } = blameRoutes(CALL_FLOWS);
