import { blameRoute } from "@/lib/bff/history-routes";

export const GET = blameRoute("call_flow");
