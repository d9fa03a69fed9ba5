import { checkpointList } from "@/lib/bff/audit-proof-routes";

export const GET = checkpointList.workspace;
