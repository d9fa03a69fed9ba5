import { duplicateRoutes } from "@/app/api/_shared/flow-duplicate";
import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";

export const { POST } = duplicateRoutes(MESSAGE_FLOWS);
