import { webhookTestRoutes } from "@/app/api/_shared/audit-webhooks";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { POST } = webhookTestRoutes(WORKSPACE_LOG);
