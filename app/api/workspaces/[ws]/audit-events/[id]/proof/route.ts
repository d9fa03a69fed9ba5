import { eventProofRoutes } from "@/app/api/_shared/audit-proof";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = eventProofRoutes(WORKSPACE_LOG);
