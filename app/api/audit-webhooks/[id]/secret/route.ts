import { webhookSecretRoutes } from "@/app/api/_shared/audit-webhooks";
import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";

export const { POST } = webhookSecretRoutes(PORTAL_LOG);
