import { newerCount } from "@/app/api/_shared/audit-search-routes";

export const GET = newerCount.workspace;
