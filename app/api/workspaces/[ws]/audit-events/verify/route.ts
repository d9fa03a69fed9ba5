import { eventVerify } from "@/lib/bff/audit-proof-routes";

export const GET = eventVerify.workspace;
