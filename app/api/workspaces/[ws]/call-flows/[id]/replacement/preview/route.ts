import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { replacementPreviewRoutes } from "@/app/api/_shared/flow-preview";

export const { POST } = replacementPreviewRoutes(CALL_FLOWS);
