import { eventListRoutes } from "@/app/api/_shared/audit-events";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = eventListRoutes(WORKSPACE_LOG);
