import { compareRevisionsRoute } from "@/app/api/_shared/history-routes";

export const GET = compareRevisionsRoute("call_flow");
