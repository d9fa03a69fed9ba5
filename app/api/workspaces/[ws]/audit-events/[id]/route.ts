import { eventRead } from "@/lib/bff/audit-routes";

export const GET = eventRead.workspace;
