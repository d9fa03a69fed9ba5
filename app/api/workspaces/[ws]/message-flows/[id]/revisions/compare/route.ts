import { compareRevisionsRoute } from "@/lib/bff/history-routes";

export const GET = compareRevisionsRoute("message_flow");
