import { eventItemRoutes } from "@/app/api/_shared/audit-events";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = eventItemRoutes(WORKSPACE_LOG);
