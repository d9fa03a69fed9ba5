import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { watchRoutes } from "@/app/api/_shared/flow-watch";

export const { GET, PUT, DELETE } = watchRoutes(CALL_FLOWS);
