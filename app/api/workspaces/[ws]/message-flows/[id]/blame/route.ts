import { blameRoute } from "@/lib/bff/history-routes";

export const GET = blameRoute("message_flow");
