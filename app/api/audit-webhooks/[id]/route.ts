import { webhookItemRoutes } from "@/app/api/_shared/audit-webhooks";
import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";

export const { GET, PATCH, DELETE } = webhookItemRoutes(PORTAL_LOG);
