import { verifyPortalEvents } from "@/lib/bff/audit-routes";

export const GET = verifyPortalEvents;
