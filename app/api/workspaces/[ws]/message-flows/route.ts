import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { flowListRoutes } from "@/app/api/_shared/flow-list";

export const { GET, POST } = flowListRoutes(MESSAGE_FLOWS);
