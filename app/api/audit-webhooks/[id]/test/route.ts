import { webhookTestRoutes } from "@/app/api/_shared/audit-webhooks";
import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";

export const { POST } = webhookTestRoutes(PORTAL_LOG);
