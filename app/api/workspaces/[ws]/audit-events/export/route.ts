import { eventExport } from "@/app/api/_shared/audit-export-routes";

export const GET = eventExport.workspace;
