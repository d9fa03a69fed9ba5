import { viewItemRoutes } from "@/app/api/_shared/audit-views";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { PATCH, DELETE } = viewItemRoutes(WORKSPACE_LOG);
