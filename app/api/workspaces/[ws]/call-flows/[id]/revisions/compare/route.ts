import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { comparisonRoutes } from "@/app/api/_shared/flow-revisions";

export const { GET } = comparisonRoutes(CALL_FLOWS);
