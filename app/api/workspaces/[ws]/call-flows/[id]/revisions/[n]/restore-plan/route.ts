import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { restorePlanRoutes } from "@/app/api/_shared/flow-revisions";

export const { GET } = restorePlanRoutes(CALL_FLOWS);
