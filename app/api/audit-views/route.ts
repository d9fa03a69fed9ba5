import { viewListRoutes } from "@/app/api/_shared/audit-views";
import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";

export const { GET, POST } = viewListRoutes(PORTAL_LOG);
