import { deliveryListRoutes } from "@/app/api/_shared/audit-webhooks";
import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = deliveryListRoutes(PORTAL_LOG);
