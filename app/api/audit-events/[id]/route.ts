import { eventRead } from "@/app/api/_shared/audit-routes";

export const GET = eventRead.portal;
