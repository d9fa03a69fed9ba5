import { readPortalActivity } from "@/lib/bff/audit-search-routes";

export const GET = readPortalActivity;
