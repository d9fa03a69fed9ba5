import { countNewerPortalEvents } from "@/lib/bff/audit-search-routes";

export const GET = countNewerPortalEvents;
