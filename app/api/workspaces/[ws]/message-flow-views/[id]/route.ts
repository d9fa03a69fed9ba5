import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { flowViewItemRoutes } from "@/app/api/_shared/saved-views";

export const { PATCH, DELETE } = flowViewItemRoutes(MESSAGE_FLOWS);
