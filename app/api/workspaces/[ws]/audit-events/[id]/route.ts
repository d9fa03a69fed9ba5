import { readWorkspaceEvent } from "@/lib/bff/audit-routes";

export const GET = readWorkspaceEvent;
