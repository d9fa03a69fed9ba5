import { activityRead } from "@/app/api/_shared/audit-search-routes";

export const GET = activityRead.workspace;
