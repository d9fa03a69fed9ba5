import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { linksRoute } from "@/app/api/_shared/flow-links";

export const GET = linksRoute(CALL_FLOWS);
