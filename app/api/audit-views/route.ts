import { PORTAL_LOG } from "@/app/api/_shared/log-kinds";
import { auditViewListRoutes } from "@/app/api/_shared/saved-views";

export const { GET, POST } = auditViewListRoutes(PORTAL_LOG);
