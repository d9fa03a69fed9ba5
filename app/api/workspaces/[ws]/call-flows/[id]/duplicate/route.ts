import { duplicateRoutes } from "@/app/api/_shared/flow-duplicate";
import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";

export const { POST } = duplicateRoutes(CALL_FLOWS);
