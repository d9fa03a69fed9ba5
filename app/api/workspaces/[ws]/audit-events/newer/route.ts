import { newerCount } from "@/lib/bff/audit-search-routes";

export const GET = newerCount.workspace;
