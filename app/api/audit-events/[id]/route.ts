import { readPortalEvent } from "@/lib/bff/audit-routes";

export const GET = readPortalEvent;
