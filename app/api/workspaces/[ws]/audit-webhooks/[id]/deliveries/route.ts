import { deliveryListRoutes } from "@/app/api/_shared/audit-webhooks";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = deliveryListRoutes(WORKSPACE_LOG);
