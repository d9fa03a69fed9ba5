import { eventItemRoutes } from "@/app/api/_shared/audit-events";
import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = eventItemRoutes(PORTAL_LOG);
