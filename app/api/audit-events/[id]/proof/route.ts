import { eventProof } from "@/lib/bff/audit-proof-routes";

export const GET = eventProof.portal;
