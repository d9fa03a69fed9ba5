import { listWorkspaceEvents } from "@/lib/bff/audit-routes";

export const GET = listWorkspaceEvents;
