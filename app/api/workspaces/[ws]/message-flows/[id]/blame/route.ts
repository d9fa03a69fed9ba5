import { blameRoutes } from "@/app/api/_shared/flow-drift";
import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";

export const { GET } = blameRoutes(MESSAGE_FLOWS);
