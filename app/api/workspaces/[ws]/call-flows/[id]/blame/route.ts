import { blameRoute } from "@/app/api/_shared/history-routes";

export const GET = blameRoute("call_flow");
