import { readWorkspaceActivity } from "@/lib/bff/audit-search-routes";

export const GET = readWorkspaceActivity;
