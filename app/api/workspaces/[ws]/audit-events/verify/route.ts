import { verifyRoutes } from "@/app/api/_shared/audit-proof";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = verifyRoutes(WORKSPACE_LOG);
