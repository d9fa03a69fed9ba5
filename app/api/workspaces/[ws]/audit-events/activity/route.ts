import { activityRoutes } from "@/app/api/_shared/audit-events";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = activityRoutes(WORKSPACE_LOG);
