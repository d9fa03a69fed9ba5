import { flowItemRoutes } from "@/app/api/_shared/flow-item";
import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";

export const { GET, PATCH } = flowItemRoutes(MESSAGE_FLOWS);
