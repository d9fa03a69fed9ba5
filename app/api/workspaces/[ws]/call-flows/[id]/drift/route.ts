import { acceptDriftRoute, readDriftRoute } from "@/lib/bff/history-routes";

export const GET = readDriftRoute("call_flow");
export const POST = acceptDriftRoute("call_flow");
