import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { watchRoutes } from "@/app/api/_shared/flow-watch";

export const { GET, PUT, DELETE } = watchRoutes(MESSAGE_FLOWS);
