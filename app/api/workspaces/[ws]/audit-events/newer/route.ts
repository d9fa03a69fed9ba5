import { newerEventRoutes } from "@/app/api/_shared/audit-events";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = newerEventRoutes(WORKSPACE_LOG);
