import { acceptDriftRoute, readDriftRoute } from "@/app/api/_shared/history-routes";

export const GET = readDriftRoute("call_flow");
export const POST = acceptDriftRoute("call_flow");
