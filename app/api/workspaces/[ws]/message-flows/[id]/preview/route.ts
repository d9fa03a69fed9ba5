import { previewUpdateRoute } from "@/app/api/_shared/preview-routes";
import { updateMessageFlowSchema } from "@/lib/flows/requests/update-message-flow";

export const POST = previewUpdateRoute("message_flow", updateMessageFlowSchema);
