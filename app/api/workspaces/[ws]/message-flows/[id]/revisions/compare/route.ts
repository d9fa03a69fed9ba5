import { compareRevisionsRoute } from "@/app/api/_shared/history-routes";

export const GET = compareRevisionsRoute("message_flow");
