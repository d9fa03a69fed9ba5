import { listPortalEvents } from "@/lib/bff/audit-routes";

export const GET = listPortalEvents;
