import { readRevisionRoute } from "@/lib/bff/flow-routes";

export const GET = readRevisionRoute("message_flow");
