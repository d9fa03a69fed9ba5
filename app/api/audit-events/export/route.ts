import { eventExport } from "@/lib/bff/audit-export-routes";

export const GET = eventExport.portal;
