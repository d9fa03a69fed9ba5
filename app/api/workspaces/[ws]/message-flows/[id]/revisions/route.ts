import { listRevisionsRoute } from "@/lib/bff/flow-routes";

export const GET = listRevisionsRoute("message_flow");
