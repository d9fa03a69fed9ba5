import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { updatePreviewRoutes } from "@/app/api/_shared/flow-preview";

export const { POST } = updatePreviewRoutes(MESSAGE_FLOWS);
