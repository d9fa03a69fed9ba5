import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { restoreRoutes } from "@/app/api/_shared/flow-revisions";

export const { POST } = restoreRoutes(CALL_FLOWS);
