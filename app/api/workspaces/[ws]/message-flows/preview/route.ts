import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { createPreviewRoutes } from "@/app/api/_shared/flow-preview";

export const { POST } = createPreviewRoutes(MESSAGE_FLOWS);
