import { eventList } from "@/lib/bff/audit-routes";

export const GET = eventList.portal;
