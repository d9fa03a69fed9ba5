import { readRevisionRoute } from "@/app/api/_shared/flow-routes";

export const GET = readRevisionRoute("message_flow");
