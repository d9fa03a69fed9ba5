import { checkpointList } from "@/app/api/_shared/audit-proof-routes";

export const GET = checkpointList.portal;
