import { exportRoutes } from "@/app/api/_shared/audit-export";
import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = exportRoutes(PORTAL_LOG);
