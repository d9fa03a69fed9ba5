import { restorePlanRoute } from "@/app/api/_shared/history-routes";

export const GET = restorePlanRoute("message_flow");
