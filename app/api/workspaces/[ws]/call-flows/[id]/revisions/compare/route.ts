import { compareRevisionsRoute } from "@/lib/bff/history-routes";

export const GET = compareRevisionsRoute("call_flow");
