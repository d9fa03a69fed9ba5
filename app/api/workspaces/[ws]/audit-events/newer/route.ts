import { countNewerWorkspaceEvents } from "@/lib/bff/audit-search-routes";

export const GET = countNewerWorkspaceEvents;
