import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";
import { auditViewItemRoutes } from "@/app/api/_shared/saved-views";

export const { PATCH, DELETE } = auditViewItemRoutes(WORKSPACE_LOG);
