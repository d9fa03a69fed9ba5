import { checkpointRoutes } from "@/app/api/_shared/audit-proof";
import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = checkpointRoutes(PORTAL_LOG);
