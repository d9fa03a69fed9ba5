import { restorePlanRoute } from "@/lib/bff/history-routes";

export const GET = restorePlanRoute("call_flow");
