import { blameRoute } from "@/app/api/_shared/history-routes";

export const GET = blameRoute("message_flow");
