import { eventProof } from "@/app/api/_shared/audit-proof-routes";

export const GET = eventProof.portal;
