import { acceptDriftRoute, readDriftRoute } from "@/lib/bff/history-routes";

export const GET = readDriftRoute("message_flow");
export const POST = acceptDriftRoute("message_flow");
