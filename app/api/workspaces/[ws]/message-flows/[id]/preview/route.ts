import { previewUpdateRoute } from "@/app/api/_shared/preview-routes";
import { updateMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";

export const POST = previewUpdateRoute("message_flow", updateMessageFlowSchema);
