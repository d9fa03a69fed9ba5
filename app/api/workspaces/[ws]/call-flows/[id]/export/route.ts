import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { exportRoute } from "@/app/api/_shared/flow-links";

export const GET = exportRoute(CALL_FLOWS);
