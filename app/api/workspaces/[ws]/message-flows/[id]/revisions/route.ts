import { listRevisionsRoute } from "@/app/api/_shared/flow-routes";

export const GET = listRevisionsRoute("message_flow");
