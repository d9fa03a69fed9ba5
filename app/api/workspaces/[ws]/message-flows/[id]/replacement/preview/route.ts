import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { replacementPreviewRoutes } from "@/app/api/_shared/flow-preview";

export const { POST } = replacementPreviewRoutes(MESSAGE_FLOWS);
