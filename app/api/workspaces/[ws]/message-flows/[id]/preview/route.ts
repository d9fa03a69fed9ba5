import { previewUpdateRoute } from "@/lib/bff/preview-routes";
import { updateMessageFlowSchema } from "@/lib/flows/update-message-flow";

export const POST = previewUpdateRoute("message_flow", updateMessageFlowSchema);
