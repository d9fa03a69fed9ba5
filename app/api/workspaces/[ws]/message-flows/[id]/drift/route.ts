import { acceptDriftRoute, readDriftRoute } from "@/app/api/_shared/history-routes";

export const GET = readDriftRoute("message_flow");
export const POST = acceptDriftRoute("message_flow");
