import { viewListRoutes } from "@/app/api/_shared/audit-views";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET, POST } = viewListRoutes(WORKSPACE_LOG);
