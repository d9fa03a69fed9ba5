import { eventVerify } from "@/app/api/_shared/audit-proof-routes";

export const GET = eventVerify.workspace;
