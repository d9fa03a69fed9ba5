import { readRevisionRoute } from "@/app/api/_shared/flow-routes";

export const GET = readRevisionRoute("call_flow");
