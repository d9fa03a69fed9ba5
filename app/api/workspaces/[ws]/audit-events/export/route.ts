import { exportRoutes } from "@/app/api/_shared/audit-export";
import { WORKSPACE_LOG } from "@/app/api/_shared/log-kinds";

export const { GET } = exportRoutes(WORKSPACE_LOG);
