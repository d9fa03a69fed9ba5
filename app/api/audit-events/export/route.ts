import { exportPortalEvents } from "@/lib/bff/audit-routes";

export const GET = exportPortalEvents;
