import { activityRead } from "@/lib/bff/audit-search-routes";

export const GET = activityRead.portal;
