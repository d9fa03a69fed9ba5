import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { flowViewListRoutes } from "@/app/api/_shared/saved-views";

export const { GET, POST } = flowViewListRoutes(CALL_FLOWS);
