import { previewCreateRoute } from "@/app/api/_shared/preview-routes";
import { createMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";

export const POST = previewCreateRoute("message_flow", createMessageFlowSchema);
