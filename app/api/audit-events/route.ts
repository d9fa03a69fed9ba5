import { eventList } from "@/app/api/_shared/audit-routes";

export const GET = eventList.portal;
