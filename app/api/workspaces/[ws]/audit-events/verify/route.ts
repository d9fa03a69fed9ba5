import { verifyWorkspaceEvents } from "@/lib/bff/audit-routes";

export const GET = verifyWorkspaceEvents;
