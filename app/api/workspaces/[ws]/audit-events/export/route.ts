import { exportWorkspaceEvents } from "@/lib/bff/audit-routes";

export const GET = exportWorkspaceEvents;
