import { webhookListRoutes } from "@/app/api/_shared/audit-webhooks";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET, POST } = webhookListRoutes(WORKSPACE_LOG);
