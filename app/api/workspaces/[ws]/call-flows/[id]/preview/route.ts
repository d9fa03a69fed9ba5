import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { updatePreviewRoutes } from "@/app/api/_shared/flow-preview";

export const { POST } = updatePreviewRoutes(CALL_FLOWS);
