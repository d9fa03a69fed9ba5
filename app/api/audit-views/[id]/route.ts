import { viewItemRoutes } from "@/app/api/_shared/audit-views";
import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";

export const { PATCH, DELETE } = viewItemRoutes(PORTAL_LOG);
