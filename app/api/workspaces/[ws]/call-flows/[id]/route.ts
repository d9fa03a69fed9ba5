import { flowItemRoutes } from "@/app/api/_shared/flow-item";
import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";

export const { GET, PATCH } = flowItemRoutes(CALL_FLOWS);
